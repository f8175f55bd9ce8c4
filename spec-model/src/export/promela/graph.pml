/* ------------------------------------------------------------------ counting and comparing */

/* `spin -DGRAPH`: the verifier counts what it sees by itself and hashes every edge once, so that
   graphs of different engines can be compared; each state adds a visit to its transitions.
   `-DDUMP` besides: it also writes states and edges to the file `graph`. */
#ifdef GRAPH
c_code {
  typedef unsigned long long Word;
  static Word edges_seen, steps_blocked, steps_blank, visits, edge_sum, state_sum, from_hash;
  static Word violated[@properties@];
  static FILE *dump;
  static int begun_counting;

  static Word mix(Word hash, Word value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    return hash ^ (hash >> 29);
  }
  static Word exchange(int e) {
    return e == 0 ? 0 : ((Word) (e & 0x0fffffff) | 0x80000000ULL);
  }
  static Word state_hash(void) {
    Word h = 0, w;
@pack@
    return h;
  }
  static Word step_label(void) {
    Word payload = 0;
    switch (now.event) {
    case 1: payload = now.at | now.by_url << 1 | now.in_whole << 2; break;
    case 2: payload = now.at | (now.place + 1) << 1; break;
    case 3: payload = exchange(what) | (Word) now.willing << 32; break;
    case 4: case 5: case 6: payload = exchange(what); break;
    case 7: payload = now.at | op << 1 | reaction << 5 | (now.reply != 0) << 7; break;
    case 10: payload = now.at | now.place << 1; break;
    case 11: payload = now.at; break;
    }
    return now.event | now.crashing << 4 | payload << 5;
  }
  static void finish(void) {
    int n;
    printf("graph: edges %llu blocked %llu blank %llu visits %llu\n",
      edges_seen, steps_blocked, steps_blank, visits);
    printf("graph: states %llx sum %llx\n", state_sum, edge_sum);
    printf("graph: violated");
    for (n = 0; n < @properties@; n++) printf(" %llu", violated[n]);
    printf("\n");
    if (dump) fclose(dump);
  }
  static void begin_counting(void) {
    if (begun_counting) return;
    begun_counting = 1;
    atexit(finish);
#ifdef DUMP
    dump = fopen("graph", "w");
#endif
  }
  static void visit(void) {
    Word h = state_hash();
    begin_counting();
    visits++;
    state_sum += h;
    if (dump) {
      fprintf(dump, "S %llx", h);
@show@
      fprintf(dump, "\n");
    }
  }
  static void step_ends(void) {
    Word to = state_hash(), label = step_label();
    edges_seen++;
    edge_sum += mix(mix(mix(0, from_hash), label), to);
    if (dump) fprintf(dump, "E %llx %llx %llx\n", from_hash, label, to);
  }
};
#define STEP_BEGINS  c_code { begin_counting(); from_hash = state_hash(); };
#define STEP_ENDS    c_code { step_ends(); }
#define NO_STEP      c_code { steps_blank++; }
#define BLOCKED      c_code { steps_blocked++; }
#define JUDGE(place, property) \
  if \
  :: !(property) -> c_code { violated[place]++; } \
  :: else \
  fi;
#define VISIT \
  c_code { visit(); }; \
@judge@
  skip
#else
#define STEP_BEGINS
#define STEP_ENDS    skip
#define NO_STEP      skip
#define BLOCKED      skip
#endif
