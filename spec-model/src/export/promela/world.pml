/* ------------------------------------------------------------------ exchanges in flight */

/* An exchange is a POST in flight or its response, in the bits of one number; 0 is none. */
#define MESSAGE(e)    ((e) & 63)              /* the request's message */
#define SENDER(e)     (((e) >> 6) & 1)        /* who posted it */
#define IS_ORPHAN(e)  (((e) >> 7) & 1)        /* nobody waits for the answer */
#define SESSION(e)    (((e) >> 8) & 15)
#define APPROACH(e)   (((e) >> 12) & 1)       /* agreed outside of the protocol: 1 is by URL */
#define FIELDS(e)     (((e) >> 13) & 255)     /* of the message in flight */
#define REPLY(e)      (((e) >> 21) & 127)
#define ORPHAN        128
#define PRESENT       (1 << 28)
#define KEPT          (PRESENT | 15 << 8 | ORPHAN | 1 << 6 | 63)  /* what a response keeps */
#define CONTENT(e)    ((e) & ~ORPHAN)

/* Replies: none yet, an empty one, an error status, or a message. */
#define UNANSWERED    0
#define EMPTY         1
#define REFUSED       2
#define CARRIES(m)    (3 + (m))

#define IS_POST(e)     ((e) != 0 && REPLY(e) == UNANSWERED)
#define IS_RESPONSE(e) (REPLY(e) != UNANSWERED)
#define FIELD(fields, n) (((fields) >> (n)) & 1)

/* ------------------------------------------------------------------ the device */

#define account_1            1
#define rights_1_delegated   2
#define rights_1_rest        4
#define account_2            8
#define auto_session_2      16
#define rights_2_delegated  32
#define rights_2_rest       64
#define bootstrap_entry_2  128

#define UNTOUCHED     (account_1 | rights_1_delegated | rights_1_rest)
#define BOOTSTRAPPED  (UNTOUCHED | account_2)
#define RIGHTS_2      (rights_2_delegated | rights_2_rest)
#define HAS(f)        ((facts & (f)) == (f))

/* ------------------------------------------------------------------ the state */

typedef Party {
  unsigned state : 6;
  unsigned record : 2;         /* not_delegated, delegated_partial, delegated_full */
  unsigned session : 4;        /* 0: none */
  unsigned whole : 1;          /* the session is about a full delegation */
  unsigned bootstrapped : 1;   /* DMS-2 knows that the device has its account */
  unsigned own_deleted : 1;    /* DMS-1 knows that it has deleted its own account */
  unsigned failed : 1;         /* a delegation has failed before */
  unsigned command : 4;        /* the device command under way; 0: none */
  unsigned changes : 5;        /* what `undo` has still to take back, a bit each */
  unsigned timers : 8;         /* the running ones, a bit each */
  unsigned url : 1;            /* the approach of the session: 1 is by URL */
  unsigned again : 1           /* the answer under way forgets no change */
};

typedef Spent {
  unsigned delegations : 2;
  unsigned asked : 1;
  unsigned forced : 1;
  unsigned requested : 1;
  unsigned loss : 3;
  unsigned refusal : 3;
  unsigned unclear : 3;
  unsigned crash : 3;
  unsigned duplicate : 3
};

Party server[2];               /* DMS-1, DMS-2 */
int wire[IN_FLIGHT];           /* in falling order, so that equal sets are equal */
unsigned facts : 8 = UNTOUCHED;
unsigned snapshot : 8 = UNTOUCHED;  /* the facts when the last delegation began at DMS-1 */
byte left[2];                  /* the sessions that each server has left: bit n - 1 */
byte turned_down[2];           /* those that it has turned down, where a row asks for it */
unsigned outcome : 3;          /* what DMS-1 reported last */
unsigned basis_1 : 4;          /* the delegation on which the record of DMS-1 rests */
unsigned basis_2 : 4;
unsigned watching : 1;         /* no DM session of DMS-2 may happen yet */
unsigned early_session : 1;    /* one did happen */
unsigned stale_harm : 1;       /* a stale message changed a record */
unsigned revoked : 1;          /* DMS-1 reported it, and no delegation has begun since */
unsigned begun : 1;            /* a delegation has begun at DMS-1 */
unsigned unsent : 1;           /* DMS-1's operator has begun one, its request is not sent yet */
Spent spent;                   /* of the scope */

#define FAULTS  (spent.loss + spent.refusal + spent.unclear + spent.crash + spent.duplicate)
#define FRESH   (1 + spent.delegations + spent.asked + spent.forced + spent.requested)

/* What happens next: chosen, carried out and forgotten in one step, so always 0 in a state. */
unsigned event : 4;
unsigned at : 1;               /* the server that takes the step */
unsigned place : 3;            /* of the exchange, the timer or the kind of revocation */
unsigned by_url : 1;
unsigned in_whole : 1;
unsigned willing : 1;
unsigned reply : 2;            /* of the device */
unsigned done : 1;             /* a command whose answer nobody sees was done */
unsigned crashing : 1;         /* the server crashes before releasing anything */

#define delegates       1
#define revokes         2
#define receives        3
#define answered        4
#define loses           5
#define copies          6
#define device_answers  7
#define fetches         8
#define device_opens    9
#define expires        10
#define crashes        11

#define BY_THE_FACTS  0
#define A_REFUSAL     1
#define NO_ANSWER     2

/* ------------------------------------------------------------------ one step, at work */

hidden byte who;               /* the server whose table is asked */
hidden byte on;                /* its event */
hidden byte in_session;
hidden byte in_url;
hidden byte in_full;
hidden byte in_fields;
hidden byte released;          /* what it puts out leaves it */
hidden byte rows;              /* how many rows apply */
hidden byte before;            /* its session before the step */
hidden byte rests;             /* the delegation on which its record rested before the step */
hidden byte sent;              /* it has sent a request for a delegation */
hidden byte stale;
hidden byte blank;             /* no edge of its own */
hidden byte phase;
hidden byte op;
hidden byte usual;             /* the device's answer by the facts */
hidden byte reaction;          /* its answer */
hidden short needs;           /* 256: what cannot be */
hidden byte all_there;
hidden byte none_there;
hidden byte sets;
hidden byte clears;
hidden byte n;
hidden byte m;
hidden int what;               /* the exchange that is received, answered or lost */
hidden int response;
hidden int swap;
hidden int draft[8];           /* the wire after the step, without order */
hidden byte flying;            /* how many */
hidden int outbox[8];          /* what the step sends */
hidden byte posted;
hidden byte later;             /* it has asked the sender to come again later */
hidden byte told;              /* what it reports, a bit each, and what last */
hidden byte last_told;

#define my server[who]

#define taking   1   /* the step of the event */
#define telling  2   /* the sender of a POST whose receiver crashed gets no answer */
#define asking   3   /* has the sender of a POST a row for the response? */
#define starting 4   /* the server that crashed starts again */
#define over     5

/* The session is one that the server has left or turned down. */
#define PAST(w, s) ((s) != 0 && ((left[w] | turned_down[w]) >> ((s) - 1)) & 1)

#define OWN_SESSION (my.session == 0 -> in_session : my.session)
#define BASIS(w) (w == DMS1 -> basis_1 : basis_2)

inline set_basis(w, s) {
  if
  :: w == DMS1 -> basis_1 = s
  :: else -> basis_2 = s
  fi
}

/* Puts an exchange on the wire. */
inline fly(e) {
  draft[flying] = e;
  flying++
}

/* Takes an exchange off the wire. */
inline take_off(p) {
  flying--;
  draft[p] = draft[flying]
}

/* A DM session of DMS-2 takes place. */
inline dm_session() {
  if
  :: watching -> early_session = 1
  :: else
  fi
}

/* A delegation begins at DMS-1. */
inline begin(approach) {
  begun = 1;
  snapshot = facts;
  revoked = 0;
  watching = (SAYS_PREPARED && approach == 0 && !HAS(account_2))
}

/* ------------------------------------------------------------------ operations of the device */

#define MANAGE (account_1 | rights_1_rest)
#if ACLS_CLEANED
#define RIGHTS_GONE_1 (rights_1_delegated | rights_1_rest)
#define RIGHTS_GONE_2 RIGHTS_2
#else
#define RIGHTS_GONE_1 0
#define RIGHTS_GONE_2 0
#endif

inline meaning(n_, f_all, f_none, s_, c_) {
  needs = n_; all_there = f_all; none_there = f_none; sets = s_; clears = c_
}

/* What an operation needs; when the tree is so already (all of these there, or none of those);
   what it sets and clears. An operation of the other role is refused: it needs what cannot be. */
inline look_at_device(op_, by_) {
  if
  :: op_ == create_account && by_ == DMS1 ->
     meaning(MANAGE, account_2, 0, account_2 | auto_session_2, 0)
  :: op_ == create_quiet_account && by_ == DMS1 ->
     meaning(MANAGE, account_2, 0, account_2, auto_session_2)
  :: op_ == quiet ->
     meaning((by_ == DMS1) * MANAGE | account_2, 0, auto_session_2, 0, auto_session_2)
  :: op_ == unquiet ->
     meaning((by_ == DMS1) * MANAGE | account_2, auto_session_2, 0, auto_session_2, 0)
  :: op_ == grant && by_ == DMS1 ->
     meaning(account_1 | rights_1_delegated, rights_2_delegated, 0, rights_2_delegated, 0)
  :: op_ == grant_all && by_ == DMS1 ->
     meaning(UNTOUCHED, RIGHTS_2, 0, RIGHTS_2, 0)
  :: op_ == withdraw && by_ == DMS1 ->
     meaning(account_1 | rights_1_delegated, 0, rights_2_delegated, 0, rights_2_delegated)
  :: op_ == withdraw_all && by_ == DMS1 ->
     meaning(UNTOUCHED, 0, RIGHTS_2, 0, RIGHTS_2)
  :: op_ == delete_account ->
     meaning((by_ == DMS1) * MANAGE + (by_ == DMS2) * account_2, 0, account_2, 0,
             account_2 | auto_session_2 | RIGHTS_GONE_2)
  :: op_ == delete_own_account && by_ == DMS1 ->
     meaning(0, 0, account_1, 0, account_1 | RIGHTS_GONE_1)
  :: op_ == add_entry && by_ == DMS1 ->
     meaning(MANAGE, bootstrap_entry_2, 0, bootstrap_entry_2, 0)
  :: op_ == remove_entry && by_ == DMS1 ->
     meaning(MANAGE, 0, bootstrap_entry_2, 0, bootstrap_entry_2)
  :: op_ == open_session && by_ == DMS2 -> meaning(account_2, 0, 0, 0, 0)
  :: op_ == stop_activities && by_ == DMS2 -> meaning(0, 0, 0, 0, 0)
  :: op_ == bootstrap && by_ == DMS2 ->
     meaning(0, account_2, 0, account_2 | auto_session_2, 0)
  :: else -> meaning(256, 0, 0, 0, 0)
  fi;
  if
  :: (facts & needs) != needs || needs == 256 -> usual = declined
  :: else ->
     if
     :: all_there != 0 && HAS(all_there) -> usual = found_done
     :: none_there != 0 && (facts & none_there) == 0 -> usual = found_done
     :: else -> usual = did
     fi
  fi
}

/* The device executes the command that was looked at, if it can. */
inline execute() {
  if
  :: op == open_session && HAS(account_2) -> dm_session()
  :: else
  fi;
  if
  :: usual == did -> facts = (facts & ~clears) | sets
  :: else
  fi
}

/* ------------------------------------------------------------------ effects of rows */

/* A row that leads to another state of a session's work takes the event's session up. */
inline take_up(then, extent) {
  if
  :: my.state != then ->
     my.session = in_session;
     my.whole = extent;
     my.url = in_url
  :: else
  fi
}

/* A POST leaves, if the server does not crash before. */
inline send(message, with) {
  outbox[posted] = PRESENT | message | who << 6 | OWN_SESSION << 8 | my.url << 12 | (with) << 13;
  posted++
}

/* The same by a row about a session that is not the current one. */
inline send_apart(message, with) {
  outbox[posted] = PRESENT | message | who << 6 | in_session << 8 | (with) << 13;
  posted++
}

/* The response; nobody has it yet. */
inline answer(message, with) { response = CARRIES(message) << 21 | (with) << 13 }
inline answer_empty()        { response = EMPTY << 21 }
inline refuse(status)        { response = REFUSED << 21; later = status == LATER }

/* A command is issued: it is under way, and its change is remembered before it is known. */
inline device(operation) {
  my.command = (IS_SIZED(operation) -> operation + my.whole : operation);
  my.again = (CHANGE(operation) != 0 -> (my.changes & CHANGE(operation)) != 0 : my.again);
  my.changes = my.changes | CHANGE(operation)
}

/* Takes one change back, the latest first, unless a command is under way. */
inline undo() {
  n = (my.command == 0 -> TO_UNDO(my.changes) : 0);
  my.command = (n == 0 -> my.command : (IS_SIZED(n) -> n + my.whole : n));
  my.changes = my.changes & ~FORGOTTEN_BY(n);
  my.again = (n == 0 -> my.again : 1)
}

inline start(timer) { my.timers = my.timers | (1 << timer) }
inline stop(timer)  { my.timers = my.timers & ~(1 << timer) }

/* The operator is told; what that changes of the record stands with the row. */
inline report(result) {
  last_told = result;
  told = told | 1 << result
}

/* ------------------------------------------------------------------ what events do by themselves */

/* An answered command is no longer under way, and has changed nothing where it was refused or
   found done, unless an earlier attempt may have; quieted and allowed again is as it was. An
   expired timer does not run. A crash stops timers and forgets the command. The approach is that
   of the session, where the event begins none. */
inline happens() {
  if
  :: on >= DEVICE && on < DEVICE_END ->
     if
     :: my.again == 0 && (reaction == declined || reaction == found_done) ->
        my.changes = my.changes & ~CHANGE(op)
     :: else
     fi;
     my.command = 0;
     my.again = 0;
     if
     :: (op == quiet || op == unquiet) && reaction == did &&
        (my.changes & (quieted | unquieted)) == (quieted | unquieted) ->
        my.changes = my.changes & ~(quieted | unquieted)
     :: else
     fi
  :: on >= TIMERS && on < TIMERS_END -> my.timers = my.timers & ~(1 << (on - TIMERS))
  :: on == restarts ->
     my.timers = 0;
     my.command = 0;
     my.again = 0
  :: else
  fi;
  if
  :: BEGINS(on)
  :: else -> in_url = my.url
  fi
}

/* What a step has put out leaves, and the ghosts follow it. What names only the device belongs to
   the delegation that it is about; only what begins something has an agreed approach. */
inline conclude() {
  sent = 0;
  n = 0;
  do
  :: released && n < posted ->
     swap = outbox[n];
     m = MESSAGE(swap);
     swap = (BY_DEVICE(m) -> swap & ~(15 << 8) | rests << 8 : swap);
     swap = (OPENS(m) -> swap : swap & ~(1 << 12));
     fly(swap);
     watching = (IS_PREPARED(m) -> 0 : watching);
     sent = (OPENS_DELEGATION(m) -> 1 : sent);
     n++
  :: else -> break
  od;
  if
  :: told & (1 << o_delegated_partial | 1 << o_delegated_full) ->
     m = (before == 0 -> in_session : before);
     set_basis(who, m)
  :: else
  fi;
  if
  :: who == DMS1 && told ->
     outcome = last_told;
     revoked = (told & 1 << o_revoked -> 1 : revoked)
  :: else
  fi;
  if
  :: before != 0 && before != my.session -> left[who] = left[who] | (1 << (before - 1))
  :: else
  fi;
  if
  :: BEGINS(on) && REMEMBERS(who) && in_session != my.session && !later ->
     turned_down[who] = turned_down[who] | 1 << in_session >> 1
  :: else
  fi;
  turned_down[who] = turned_down[who] & ~left[who];
  if
  :: my.record == not_delegated && my.session == 0 -> set_basis(who, 0)
  :: else
  fi;
  if
  :: who == DMS1 ->
     /* The peer's delegation begins when DMS-1 takes it up, its own with its request. */
     if
     :: my.session != 0 && my.session != before && RECEIVES_DELEGATION(on) ->
        unsent = 0;
        begin(in_url)
     :: my.session != 0 && my.session != before && on == operator_delegates -> unsent = 1
     :: else
     fi;
     unsent = (my.session == 0 -> 0 : unsent);
     if
     :: sent && unsent ->
        unsent = 0;
        begin(my.url)
     :: else
     fi
  :: else
  fi
}

/* A message is stale when its receiver has left its session; one that begins a session, when its
   sender has; one that names only the device, when its receiver neither rests on the delegation
   that it is about nor is in it. */
inline is_stale(e, receiver) {
  if
  :: BY_DEVICE(MESSAGE(e)) ->
     n = (server[receiver].record != not_delegated && BASIS(receiver) == SESSION(e));
     stale = (!n && server[receiver].session != SESSION(e))
  :: else ->
     if
     :: SESSION(e) == 0 -> stale = 0
     :: OPENS(MESSAGE(e)) -> stale = (left[SENDER(e)] >> (SESSION(e) - 1)) & 1
     :: else -> stale = (left[receiver] >> (SESSION(e) - 1)) & 1
     fi
  fi
}

/* The answers of its open exchanges go nowhere; its POSTs in flight still arrive. */
inline cut_off(w) {
  n = 0;
  do
  :: n >= flying -> break
  :: n < flying && SENDER(draft[n]) == w && IS_RESPONSE(draft[n]) -> take_off(n)
  :: n < flying && SENDER(draft[n]) == w && !IS_RESPONSE(draft[n]) ->
     draft[n] = draft[n] | ORPHAN;
     n++
  :: n < flying && SENDER(draft[n]) != w -> n++
  od
}

/* What a response brings to the server that posted its request. */
inline bring_back(e) {
  in_session = (BY_DEVICE(MESSAGE(e)) -> 0 : SESSION(e));
  in_url = 0;
  in_full = 0;
  in_fields = FIELDS(e);
  if
  :: REPLY(e) == EMPTY -> on = ANSWERED_EMPTY_FIRST + MESSAGE(e)
  :: REPLY(e) == REFUSED -> on = REFUSED_FIRST + MESSAGE(e)
  :: else -> on = ANSWERED_FIRST + REPLY(e) - 3
  fi
}

/* The server that posted a request learns that no answer will come. */
inline tell_unanswered(e) {
  in_session = (BY_DEVICE(MESSAGE(e)) -> 0 : SESSION(e));
  in_url = 0;
  in_full = 0;
  in_fields = 0;
  on = UNANSWERED_FIRST + MESSAGE(e)
}

/* A command whose answer nobody sees was done: no edge of its own where that makes no difference
   (a session that the device opens itself in the same step is as early as that of the command). */
inline done_unseen() {
  execute();
  blank = (facts == old_facts && (early_session == old_early_session || event == device_opens))
}

/* ------------------------------------------------------------------ properties */

#define SETTLED_1 (server[DMS1].timers == 0 && server[DMS1].command == 0 && AT_REST_1)
#define SETTLED_2 (server[DMS2].timers == 0 && server[DMS2].command == 0 && AT_REST_2)
#define SETTLED   (wire[0] == 0 && SETTLED_1 && SETTLED_2)

#define DELEGATED_1  (server[DMS1].record != not_delegated)
#define COVERED(rights_1, rights_2, counts_1, counts_2) \
  (HAS(account_1 | rights_1) && (counts_1) || HAS(account_2 | rights_2) && (counts_2))
#define MANAGES_1 (server[DMS1].record != delegated_full)
#define MANAGES_2 (server[DMS2].record != not_delegated)
#define HAS_LEFT(w, s) ((left[w] >> ((s) - 1)) & 1)

#define no_orphaned_account (!SETTLED || !HAS(account_2) || DELEGATED_1 \
  || (snapshot & account_2) && !revoked)
#define acl_matches_delegation (!SETTLED \
  || HAS(rights_2_delegated) == DELEGATED_1 \
     && (!HAS(rights_2_rest) || server[DMS1].record == delegated_full) \
     && (!(facts & RIGHTS_2) || HAS(account_2)) \
     && (!HAS(account_1) || HAS(rights_1_delegated | rights_1_rest)))
#define device_never_abandoned (COVERED(rights_1_delegated, rights_2_delegated, true, true) \
  && COVERED(rights_1_rest, rights_2_rest, true, true))
#define somebody_in_charge (!SETTLED \
  || COVERED(rights_1_delegated, rights_2_delegated, MANAGES_1, MANAGES_2) \
     && COVERED(rights_1_rest, rights_2_rest, MANAGES_1, MANAGES_2))
#define servers_agree (!SETTLED || server[DMS1].record == server[DMS2].record)
#define no_session_before_prepared (!early_session)
#define revoked_means_gone (!SETTLED || !revoked \
  || !(facts & (account_2 | auto_session_2 | RIGHTS_2 | bootstrap_entry_2)))
#define failure_restores (!SETTLED || DELEGATED_1 || revoked || !begun || facts == snapshot)
#define full_means_sole (!SETTLED || server[DMS1].record != delegated_full \
  || HAS(account_2 | RIGHTS_2) && !HAS(account_1))
#define stale_messages_are_harmless (!stale_harm)
#define one_session_per_device (server[DMS1].session == 0 || server[DMS2].session == 0 \
  || server[DMS1].session == server[DMS2].session \
  || !(HAS_LEFT(DMS2, server[DMS1].session) && HAS_LEFT(DMS1, server[DMS2].session)))
