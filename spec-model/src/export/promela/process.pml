/* ------------------------------------------------------------------ the world */

#if FAULTS_IN_ALL > 0
#define MAY(fault, most)  (FAULTS < FAULTS_IN_ALL && spent.fault < most)
#else
#define MAY(fault, most)  false
#endif

/* An exchange that stands in the wire before it is the same one, or the same but for the mark. */
#define FIRST_0     (wire[0] != 0)
#define FIRST_1     (wire[1] != 0 && wire[1] != wire[0])
#define FIRST_2     (wire[2] != 0 && wire[2] != wire[1])
#define FIRST_3     (wire[3] != 0 && wire[3] != wire[2])
#define UNCOPIED_0  (true)
#define UNCOPIED_1  (CONTENT(wire[1]) != CONTENT(wire[0]))
#define UNCOPIED_2  (CONTENT(wire[2]) != CONTENT(wire[0]) && CONTENT(wire[2]) != CONTENT(wire[1]))
#define UNCOPIED_3  (CONTENT(wire[3]) != CONTENT(wire[0]) && CONTENT(wire[3]) != CONTENT(wire[1]) \
                     && CONTENT(wire[3]) != CONTENT(wire[2]))

/* What may become of the exchange at that place; the receiver's will is chosen where a row asks. */
#define WIRE(p) \
     :: FIRST_##p && IS_POST(wire[p]) -> \
        event = receives; place = p; at = 1 - SENDER(wire[p]) \
     :: FIRST_##p && IS_POST(wire[p]) && ASKS_WILL(wire[p]) -> \
        event = receives; place = p; at = 1 - SENDER(wire[p]); willing = 1 \
     :: FIRST_##p && IS_RESPONSE(wire[p]) -> \
        event = answered; place = p; at = SENDER(wire[p])
#if LOSS > 0
#define LOST(p) \
     :: FIRST_##p && MAY(loss, LOSS) -> event = loses; place = p; at = SENDER(wire[p])
#else
#define LOST(p)
#endif
#if DUPLICATE > 0
#define COPIED(p) \
     :: FIRST_##p && IS_POST(wire[p]) && UNCOPIED_##p && MAY(duplicate, DUPLICATE) -> \
        event = copies; place = p
#else
#define COPIED(p)
#endif

/* The device answers the command under way: by the facts, or with a fault. */
#if REFUSAL > 0
#define REFUSES(w) \
     :: server[w].command != 0 && MAY(refusal, REFUSAL) -> \
        event = device_answers; at = w; reply = A_REFUSAL
#else
#define REFUSES(w)
#endif
#if UNCLEAR > 0
#define IS_UNCLEAR(w) \
     :: server[w].command != 0 && MAY(unclear, UNCLEAR) -> \
        event = device_answers; at = w; reply = NO_ANSWER \
     :: server[w].command != 0 && MAY(unclear, UNCLEAR) -> \
        event = device_answers; at = w; reply = NO_ANSWER; done = 1
#else
#define IS_UNCLEAR(w)
#endif
#define DEVICE_ANSWERS(w) \
     :: server[w].command != 0 -> event = device_answers; at = w \
     REFUSES(w) IS_UNCLEAR(w)

/* A server crashes between two steps; the command under way was done or not. */
#if CRASH > 0
#define CRASHES(w) \
     :: MAY(crash, CRASH) -> event = crashes; at = w \
     :: MAY(crash, CRASH) && server[w].command != 0 -> event = crashes; at = w; done = 1
#else
#define CRASHES(w)
#endif

/* A fault of this step's own, which counts before that of the crash. */
#define COSTS (event == loses || event == device_answers && reply != BY_THE_FACTS)
/* Steps of a server, which it may end by a crash. */
#define OF_A_SERVER (event != copies && event != fetches && event != crashes \
                     && !(event == loses && IS_ORPHAN(wire[place])))
#define MAY_CRASH (OF_A_SERVER && FAULTS + COSTS < FAULTS_IN_ALL && spent.crash < CRASH)

active proctype world() {
#if INITIAL_STATES > 1 || BEGINS_BOOTSTRAPPED
  atomic {
    if
#if INITIAL_STATES > 1
    :: true
#endif
    :: facts = BOOTSTRAPPED; snapshot = BOOTSTRAPPED; server[DMS2].bootstrapped = 1
    fi
  };
#endif
end:
  do
  :: atomic {
     if
@operators@
     WIRE(0) LOST(0) COPIED(0)
#if IN_FLIGHT > 1
     WIRE(1) LOST(1) COPIED(1)
#endif
#if IN_FLIGHT > 2
     WIRE(2) LOST(2) COPIED(2)
#endif
#if IN_FLIGHT > 3
     WIRE(3) LOST(3) COPIED(3)
#endif
     DEVICE_ANSWERS(DMS1)
     DEVICE_ANSWERS(DMS2)
     :: HAS(bootstrap_entry_2) && !HAS(account_2) -> event = fetches
     :: HAS(account_2 | auto_session_2) -> event = device_opens; at = DMS2
#if TIMERS_EXPIRE
@timers@
#endif
     CRASHES(DMS1)
     CRASHES(DMS2)
     fi;
#if CRASH > 0
     /* The step as it is; or it ends in a crash, and a command that was under way was done or not */
     if
     :: true
     :: MAY_CRASH -> crashing = 1
     :: MAY_CRASH && event != device_answers && server[at].command != 0 ->
        crashing = 1;
        done = 1
     fi;
#endif
     d_step {
       save();
       STEP_BEGINS
       n = 0;
       flying = 0;
       do
       :: n < IN_FLIGHT ->
          draft[n] = wire[n];
          flying = flying + (wire[n] != 0);
          n++
       :: else -> break
       od;
       who = at;
       what = 0;
       in_session = 0;
       in_url = 0;
       in_full = 0;
       in_fields = 0;
       blank = 0;
       released = !crashing;
       phase = taking;
       op = my.command;
       look_at_device(op, who);
       if
       :: done && event != device_answers -> done_unseen()
       :: else
       fi;
       if
       :: event == delegates ->
          in_session = FRESH;
          in_url = by_url;
          in_full = in_whole;
          on = operator_delegates;
          spent.delegations++
       :: event == revokes ->
          in_session = FRESH;
          if
          :: place == kind_asked -> on = operator_revokes_asked; spent.asked = 1
          :: place == kind_forced -> on = operator_revokes_forced; spent.forced = 1
          :: else -> on = operator_requests_revocation; spent.requested = 1
          fi
       :: event == receives ->
          what = wire[place];
          take_off(place);
          is_stale(what, who);
          in_session = (BY_DEVICE(MESSAGE(what)) -> 0 : SESSION(what));
          in_url = APPROACH(what);
          in_fields = FIELDS(what);
          on = RECEIVES_FIRST + MESSAGE(what)
       :: event == answered ->
          what = wire[place];
          take_off(place);
          bring_back(what)
       :: event == loses ->
          what = wire[place];
          take_off(place);
          spent.loss++;
          tell_unanswered(what);
          phase = (IS_ORPHAN(what) -> over : taking)
       :: event == copies ->
          what = CONTENT(wire[place]);
          fly(what | ORPHAN);
          spent.duplicate++;
          phase = over
       :: event == device_answers ->
          if
          :: reply == BY_THE_FACTS ->
             execute();
             reaction = usual
          :: reply == A_REFUSAL ->
             blank = (usual == declined);
             reaction = declined;
             spent.refusal++
          :: else ->
             spent.unclear++;
             if
             :: done -> done_unseen()
             :: else
             fi;
             reaction = silent
          fi;
          on = DEVICE + (NAMED(op) - 1) * 4 + reaction
       :: event == fetches ->
          facts = facts | account_2 | auto_session_2;
          phase = over
       :: event == device_opens ->
          dm_session();
          on = device_opened_a_session
       :: event == expires -> on = TIMERS + place
       :: else -> phase = starting
       fi;
       if
       :: crashing || event == crashes -> spent.crash++
       :: else
       fi;
       if
       :: blank -> phase = over
       :: phase == starting ->
          cut_off(who);
          released = 1;
          on = restarts
       :: else
       fi
       /* Spin has room for some 150 rows in one d_step, for some 50 more in two. */
#ifdef SPLIT
     };
     d_step {
#else
       ;
#endif

       /* Up to three steps of servers. */
       do
       :: phase == over -> break
       :: else ->
          happens();
          before = my.session;
          rests = BASIS(who);
          posted = 0;
          later = 0;
          told = 0;
          if
          :: phase != asking -> response = REFUSED << 21
          :: else
          fi;
          if
          :: who == DMS1 ->
             rows = @count_1@
          :: else ->
             rows = @count_2@
          fi;
          if
          :: phase == asking ->
             if
             :: rows > 0 -> fly((what & KEPT) | response)
             :: else
             fi
          :: phase != asking && rows == 1 ->
             if
             :: who == DMS1 ->
                if
@rows_1@
                fi
             :: else ->
                if
@rows_2@
                fi
             fi;
             conclude()
          :: else  /* nobody described it, or two rows did: nothing is done */
          fi;
          /* What follows. */
          if
          :: phase == taking && event == receives ->
             if
             :: stale -> stale_harm = (stale_harm || CHANGED(who))
             :: else
             fi;
             if
             :: !IS_ORPHAN(what) && crashing ->
                who = SENDER(what);
                released = 1;
                tell_unanswered(what);
                phase = telling
             :: !IS_ORPHAN(what) && !crashing ->
                who = SENDER(what);
                bring_back((what & KEPT) | response);
                phase = asking
             :: else -> phase = (crashing -> starting : over)
             fi
          :: phase == taking && event != receives -> phase = (crashing -> starting : over)
          :: phase == telling -> phase = starting
          :: phase == asking || phase == starting && on == restarts -> phase = over
          fi;
          if
          :: phase == starting ->
             who = at;
             cut_off(who);
             released = 1;
             in_session = 0;
             in_url = 0;
             in_full = 0;
             in_fields = 0;
             on = restarts
          :: else
          fi
       od;

       /* The step is done; or it is none: too much would be in flight, or it is the same as that
          in which the command was not done. */
       if
       :: blank || flying > IN_FLIGHT ->
          restore();
          if
          :: blank || done -> NO_STEP
          :: else -> BLOCKED
          fi
       :: else ->
          n = 1;
          do
          :: n < flying ->
             m = n;
             do
             :: m > 0 ->
                if
                :: draft[m] > draft[m - 1] ->
                   swap = draft[m];
                   draft[m] = draft[m - 1];
                   draft[m - 1] = swap;
                   m--
                :: else -> m = 0
                fi
             :: else -> break
             od;
             n++
          :: else -> break
          od;
          n = 0;
          do
          :: n < IN_FLIGHT ->
             wire[n] = (n < flying -> draft[n] : 0);
             n++
          :: else -> break
          od;
          STEP_ENDS
       fi;
       event = 0; at = 0; place = 0; by_url = 0; in_whole = 0; willing = 0; reply = 0; done = 0;
       crashing = 0
     }
#ifdef PROPERTY
     ;
     assert(PROPERTY)
#endif
     }
#ifdef GRAPH
  :: d_step { true -> VISIT }
#endif
  od
}
