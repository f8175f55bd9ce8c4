
-----------------------------------------------------------------------------
(* The device: what each operation needs, when the tree is so already, and   *)
(* what it changes.                                                          *)

Manage == {"account_1", "rights_1_rest"}
Rights(r) == IF r = DMS1 THEN {"rights_1_delegated", "rights_1_rest"}
             ELSE {"rights_2_delegated", "rights_2_rest"}
Account(r) == IF r = DMS1 THEN "account_1" ELSE "account_2"
Untouched == {"account_1"} \cup Rights(DMS1)

Needs(op, by) ==
    CASE op \in {"create account", "create quiet account", "add entry", "remove entry"} -> Manage
      [] op \in {"quiet", "unquiet"} ->
            IF by = DMS1 THEN Manage \cup {"account_2"} ELSE {"account_2"}
      [] op = "delete account" -> IF by = DMS1 THEN Manage ELSE {"account_2"}
      [] op \in {"grant", "withdraw"} -> {"account_1", "rights_1_delegated"}
      [] op \in {"grant all", "withdraw all"} -> Untouched
      [] op = "open session" -> {"account_2"}
      [] op \in {"delete own account", "stop activities", "bootstrap"} -> {}

FoundDone(f, op) ==
    CASE op \in {"create account", "create quiet account", "bootstrap"} -> "account_2" \in f
      [] op = "quiet" -> "auto_session_2" \notin f
      [] op = "unquiet" -> "auto_session_2" \in f
      [] op = "grant" -> "rights_2_delegated" \in f
      [] op = "grant all" -> Rights(DMS2) \subseteq f
      [] op = "withdraw" -> "rights_2_delegated" \notin f
      [] op = "withdraw all" -> Rights(DMS2) \cap f = {}
      [] op = "delete account" -> "account_2" \notin f
      [] op = "add entry" -> "bootstrap_entry_2" \in f
      [] op = "remove entry" -> "bootstrap_entry_2" \notin f
      [] op = "delete own account" -> "account_1" \notin f
      [] op \in {"open session", "stop activities"} -> FALSE

(* A client that cleans its ACLs takes the rights of a deleted server away.  *)
Deleted(f, r) == (f \ {Account(r)}) \ (IF AclsCleaned THEN Rights(r) ELSE {})

Done(f, op) ==
    CASE op \in {"create account", "bootstrap"} -> f \cup {"account_2", "auto_session_2"}
      [] op = "create quiet account" -> (f \cup {"account_2"}) \ {"auto_session_2"}
      [] op = "quiet" -> f \ {"auto_session_2"}
      [] op = "unquiet" -> f \cup {"auto_session_2"}
      [] op = "grant" -> f \cup {"rights_2_delegated"}
      [] op = "grant all" -> f \cup Rights(DMS2)
      [] op = "withdraw" -> f \ {"rights_2_delegated"}
      [] op = "withdraw all" -> f \ Rights(DMS2)
      [] op = "delete account" -> Deleted(f, DMS2) \ {"auto_session_2"}
      [] op = "delete own account" -> Deleted(f, DMS1)
      [] op = "add entry" -> f \cup {"bootstrap_entry_2"}
      [] op = "remove entry" -> f \ {"bootstrap_entry_2"}
      [] op \in {"open session", "stop activities"} -> f

(* How the device answers if no fault happens. *)
Usual(f, op, by) ==
    IF ~(IsOf(op, by) /\ Needs(op, by) \subseteq f) THEN "refused"
    ELSE IF FoundDone(f, op) THEN "found" ELSE "did"

-----------------------------------------------------------------------------
(* The state. Exchanges in flight are a bag: how often each is there.        *)

VARIABLES
    dms,        \* what each server has on record
    wire,       \* exchanges in flight
    facts,      \* what is on the device
    snapshot,   \* ghost: the facts when the last delegation began at DMS-1
    left,       \* ghost: the sessions that each server has left
    turned_down,  \* those that it has turned down, where a row asks for it
    outcome,    \* ghost: what DMS-1 reported last
    basis,      \* ghost: the delegation on which each record rests
    flags,      \* ghosts that are true
    spent       \* how much of the scope is used up

vars == <<dms, wire, facts, snapshot, left, turned_down, outcome, basis, flags, spent>>

(* The state as a value, and the same as a draft of the next one: with the   *)
(* answer to a POST, what nobody described on the way, and what properties   *)
(* of whole behaviours need to know about the step.                          *)
World == [ dms |-> dms, wire |-> wire, facts |-> facts, snapshot |-> snapshot, left |-> left,
           turned_down |-> turned_down, outcome |-> outcome, basis |-> basis, flags |-> flags, spent |-> spent ]
Draft == [ dms |-> dms, wire |-> wire, facts |-> facts, snapshot |-> snapshot, left |-> left,
           turned_down |-> turned_down, outcome |-> outcome, basis |-> basis, flags |-> flags, spent |-> spent,
           reply |-> NoReply, gaps |-> {}, tags |-> {} ]
Final(d) == [ dms |-> d.dms, wire |-> d.wire, facts |-> d.facts, snapshot |-> d.snapshot,
              left |-> d.left, turned_down |-> d.turned_down, outcome |-> d.outcome,
              basis |-> d.basis, flags |-> d.flags, spent |-> d.spent ]

Initial(f, second) ==
    /\ dms = [r \in Servers |-> IF r = DMS1 THEN NewParty(DMS1) ELSE second]
    /\ wire = EmptyBag
    /\ facts = f
    /\ snapshot = f
    /\ left = [r \in Servers |-> {}]
    /\ turned_down = [r \in Servers |-> {}]
    /\ outcome = "none"
    /\ basis = [r \in Servers |-> 0]
    /\ flags = {}
    /\ spent = [what \in Counted |-> 0]

Init ==
    \/ "untouched" \in InitialStates /\ Initial(Untouched, NewParty(DMS2))
    \/ /\ "bootstrapped" \in InitialStates
       /\ Initial(Untouched \cup {"account_2"}, [NewParty(DMS2) EXCEPT !.bootstrapped = TRUE])

Spend(d, what) == [d EXCEPT !.spent[what] = @ + 1]

FaultsSpent(d) == d.spent["loss"] + d.spent["refusal"] + d.spent["unclear"] + d.spent["crash"]
                  + d.spent["duplicate"]
May(d, fault) == d.spent[fault] < Budget[fault] /\ FaultsSpent(d) < FaultsInAll

(* A session that nobody has used. *)
Fresh(d) == 1 + d.spent["delegations"] + d.spent["asked"] + d.spent["forced"]
            + d.spent["requested"]

-----------------------------------------------------------------------------
(* The wire. An exchange is a POST in flight (at = "posted") or its response *)
(* (at = the message that it carries, or "empty", or "refused"). Nobody      *)
(* waits for the answer to a copy, or of a server that has crashed since.    *)

Post(message, from, session, url, fields) ==
    [ request |-> message, from |-> from, session |-> session, url |-> url,
      fields |-> fields, at |-> "posted", waits |-> TRUE ]

(* The response to it. What the request carried is forgotten. *)
Response(x, reply) == [x EXCEPT !.at = reply[1], !.fields = reply[2], !.url = FALSE]

Put(d, x) == [d EXCEPT !.wire = @ (+) SetToBag({x})]
Remove(d, x) == [d EXCEPT !.wire = @ (-) SetToBag({x})]

(* The session that it brings. That of a message that names only the device  *)
(* is a ghost: it brings none.                                               *)
SessionOf(x) == IF SessionRule(x.request) = "device" THEN 0 ELSE x.session

Unanswered(x) ==
    [Input("unanswered", On("unanswered", x.request))
        EXCEPT !.message = x.request, !.session = SessionOf(x)]

ResponseInput(x) ==
    LET kind == CASE x.at = "empty" -> "answered empty"
                  [] x.at = "refused" -> "refused by"
                  [] OTHER -> "answered"
        message == IF kind = "answered" THEN x.at ELSE x.request
    IN  [Input(kind, On(kind, message))
            EXCEPT !.message = message, !.session = SessionOf(x), !.fields = x.fields]

-----------------------------------------------------------------------------
(* One step of a server, with the ghosts that follow it.                     *)

Raise(d, flag) == [d EXCEPT !.flags = @ \cup {flag}]
Lower(d, flag) == [d EXCEPT !.flags = @ \ {flag}]

DmSession(d) == IF "watching" \in d.flags THEN Raise(d, "early_session") ELSE d

Execute(d, op, by) ==
    LET e == IF op = "open session" /\ "account_2" \in d.facts THEN DmSession(d) ELSE d
    IN  IF Usual(d.facts, op, by) = "did" THEN [e EXCEPT !.facts = Done(@, op)] ELSE e

(* A delegation begins at DMS-1. *)
BeginDelegation(d, url) ==
    LET begun == [d EXCEPT !.tags = @ \cup {"began"}]
        e == [begun EXCEPT !.snapshot = d.facts, !.flags = (@ \cup {"begun"}) \ {"revoked"}]
        watched == Prepared # {} /\ ~url /\ "account_2" \notin d.facts
    IN  IF watched THEN Raise(e, "watching") ELSE Lower(e, "watching")

RECURSIVE Told(_, _, _, _)
Told(d, r, reports, rests) ==
    IF reports = <<>> THEN d
    ELSE LET result == Head(reports)
             a == IF result \in {"delegated partial", "delegated full"}
                  THEN [d EXCEPT !.basis[r] = rests] ELSE d
             b == IF r = DMS1 THEN [a EXCEPT !.outcome = result] ELSE a
             c == IF r = DMS1 /\ result = "revoked" THEN Raise(b, "revoked") ELSE b
         IN  Told(c, r, Tail(reports), rests)

(* Messages leave. What names only the device belongs to the delegation that *)
(* the record rested on; only a message that begins a session has an         *)
(* approach agreed besides.                                                  *)
RECURSIVE Released(_, _, _, _)
Released(d, r, sends, rested) ==
    IF sends = <<>> THEN d
    ELSE LET m == Head(sends)
             session == IF SessionRule(m.message) = "device" THEN rested ELSE m.session
             url == SessionRule(m.message) = "opens" /\ m.url
             a == Put(d, Post(m.message, r, session, url, m.fields))
             b == IF m.message \in Prepared THEN Lower(a, "watching") ELSE a
         IN  Released(b, r, Tail(sends), rested)

(* The input with whether the server remembers the session that it brings.   *)
Known(d, r, i) ==
    [i EXCEPT !.past = Remembers(r) /\ i.session \in d.left[r] \cup d.turned_down[r]]

Described(r, p, i) == Rows(r, Happened(p, i), Seen(Happened(p, i), i))

Gap(d, kind, r, state, i) == [d EXCEPT !.gaps = @ \cup {<<kind, r, state, i.on>>}]

(* Nobody described it: nothing changes but what the event itself changes.   *)
Undescribed(d, r, i, rows) ==
    LET e == [d EXCEPT !.dms[r] = Happened(@, i), !.reply = NoReply]
        state == d.dms[r].state
    IN  CASE rows # {} -> Gap(e, "ambiguous", r, state, i)
          [] rows = {} /\ i.kind = "restarts" -> e
          [] rows = {} /\ i.kind = "unanswered" -> Gap(e, "answer", r, state, i)
          [] OTHER -> Gap(e, "unspecified", r, state, i)

(* A delegation or a revocation is accepted; DMS-2 is told of a failure.     *)
Tags(r, i, joined, released) ==
    LET opens == i.kind = "receives" /\ SessionRule(i.message) = "opens"
        delegation == i.message \in OpensDelegation
        revokes == i.kind = "operator" /\ i.on # "operator delegates"
    IN  If(opens /\ delegation /\ joined, "accepted")
        \cup If(r = DMS1 /\ (revokes \/ (opens /\ ~delegation /\ joined)), "revoking")
        \cup If(r = DMS2 /\ i.kind = "receives" /\ i.message \in Failures /\ released, "told")

(* The peer's delegation begins when DMS-1 accepts it, its own when its      *)
(* request is first sent: in the step of its operator, or later if that      *)
(* crashed.                                                                  *)
Marked(d, r, i, joined, asked, url) ==
    LET accepts == joined /\ i.kind = "receives" /\ i.message \in OpensDelegation
        wants == joined /\ i.on = "operator delegates"
        a == CASE r = DMS1 /\ accepts -> BeginDelegation(Lower(d, "unsent"), i.url)
               [] r = DMS1 /\ wants -> Raise(d, "unsent")
               [] OTHER -> d
        b == IF r = DMS1 /\ d.dms[DMS1].session = 0 THEN Lower(a, "unsent") ELSE a
    IN  IF r = DMS1 /\ asked /\ "unsent" \in b.flags
        THEN BeginDelegation(Lower(b, "unsent"), url) ELSE b

Take(d, r, brought, released) ==
    LET before == d.dms[r]
        i == Known(d, r, brought)
        rows == Described(r, before, i)
    IN  IF Cardinality(rows) # 1 THEN Undescribed(d, r, i, rows)
        ELSE
        LET base == Happened(before, i)
            s == Do(CHOOSE row \in rows : TRUE, base, Seen(base, i))
            p == s.p
            joined == p.session # before.session /\ p.session # 0
            rests == IF before.session = 0 THEN i.session ELSE before.session
            leaves == before.session # 0 /\ before.session # p.session
            left_now == IF leaves THEN d.left[r] \cup {before.session} ELSE d.left[r]
            turns_down == Remembers(r) /\ Begins(i) /\ i.session # p.session /\ s.reply # Later
            sends == IF released THEN s.sends ELSE <<>>
            asked == \E n \in DOMAIN sends : sends[n].message \in OpensDelegation
            a == [d EXCEPT !.dms[r] = p, !.reply = s.reply,
                           !.tags = @ \cup Tags(r, i, joined, released),
                           !.left[r] = left_now,
                           !.turned_down[r] = (IF turns_down THEN @ \cup {i.session} ELSE @)
                                              \ left_now]
            b == Released(Told(a, r, s.reports, rests), r, sends, d.basis[r])
            c == IF p.record = "none" /\ p.session = 0 THEN [b EXCEPT !.basis[r] = 0] ELSE b
        IN  Marked(c, r, i, joined, asked, p.url)

(* A message is stale when its receiver has left its session; one that       *)
(* begins a session, when its sender has; one that names only the device,    *)
(* when its receiver neither rests on the delegation that it is about nor is *)
(* still in it.                                                              *)
IsStale(d, x, r) ==
    CASE SessionRule(x.request) = "device" ->
            /\ ~(d.dms[r].record # "none" /\ d.basis[r] = x.session)
            /\ d.dms[r].session # x.session
      [] SessionRule(x.request) = "opens" -> x.session \in d.left[x.from]
      [] OTHER -> x.session \in d.left[r]

(* A POST is received and answered. The answer goes on its way if somebody   *)
(* waits for it and has a row for it.                                        *)
Receive(d, x, i, released) ==
    LET r == Peer(x.from)
        a == Take(Remove(d, x), r, i, released)
        b == IF IsStale(d, x, r) /\ a.dms[r] # d.dms[r] THEN Raise(a, "stale_harm") ELSE a
        response == Response(x, IF a.reply = NoReply THEN <<"refused", {}>> ELSE a.reply)
        back == Known(b, x.from, ResponseInput(response))
    IN  CASE ~x.waits -> b
          [] x.waits /\ ~released -> Take(b, x.from, Unanswered(x), TRUE)
          [] OTHER -> IF Described(x.from, b.dms[x.from], back) = {}
                      THEN Gap(b, "answer", x.from, b.dms[x.from].state, back)
                      ELSE Put(b, response)

(* Its open exchanges' answers go nowhere, its POSTs in flight still arrive; *)
(* what the rows on `restarts` say is done.                                  *)
Crash(d, r) ==
    LET orphan(x) == IF x.from = r THEN [x EXCEPT !.waits = FALSE] ELSE x
        kept == {x \in DOMAIN d.wire : x.from = r => x.at = "posted"}
        copies(x) == LET same == {y \in kept : orphan(y) = x}
                         waiting == [x EXCEPT !.waits = TRUE]
                     IN  (IF x \in same THEN d.wire[x] ELSE 0)
                         + (IF waiting \in same /\ waiting # x THEN d.wire[waiting] ELSE 0)
    IN  Take([d EXCEPT !.wire = [x \in {orphan(y) : y \in kept} |-> copies(x)]],
             r, Input("restarts", "restarts"), TRUE)

-----------------------------------------------------------------------------
(* Steps. A step is its event with its payload, whether the server crashes   *)
(* before anything of it is released, and the state after it; a step that    *)
(* would have too much in flight is not enabled.                             *)

Step(event, crash, d) ==
    LET much == BagCardinality(d.wire)
        blocked == much > InFlight /\ much > BagCardinality(wire)
    IN  [ event |-> event, crash |-> crash, blocked |-> blocked, gaps |-> d.gaps,
          tags |-> d.tags, next |-> IF blocked THEN World ELSE Final(d) ]

(* The command under way when a server crashes was executed, or it was not.  *)
Crashed(d, r, executed, Body(_, _)) ==
    LET op == d.dms[r].command
        e == IF executed /\ op # NoCommand THEN Execute(d, op, r) ELSE d
    IN  Crash(Body(Spend(e, "crash"), FALSE), r)

Taken(d, r, event, Body(_, _)) ==
    {Step(event, FALSE, Body(d, TRUE))}
    \cup IF ~May(d, "crash") THEN {}
         ELSE {Step(event, TRUE, Crashed(d, r, executed, Body)) :
                  executed \in IF event[1] = "device" THEN {FALSE} ELSE BOOLEAN}

Operates(d, r, event, i) ==
    LET j == [i EXCEPT !.session = Fresh(Draft)]
        body(e, released) == Take(e, r, j, released)
    IN  IF Described(r, d.dms[r], j) = {} THEN {} ELSE Taken(d, r, event, body)

Operators ==
    ( IF spent["delegations"] >= Budget["delegations"] THEN {}
      ELSE UNION { Operates(Spend(Draft, "delegations"), r, <<"delegates", r, url, full>>,
                            [Input("operator", "operator delegates")
                                EXCEPT !.url = url, !.full = full]) :
                   r \in Initiators, url \in Approaches, full \in Extents } )
    \cup UNION { IF spent[kind[1]] >= Budget[kind[1]] THEN {}
                 ELSE Operates(Spend(Draft, kind[1]), kind[2], <<"revokes", kind[2], kind[1]>>,
                               Input("operator", kind[3])) :
                 kind \in { <<"asked", DMS1, "operator revokes (asked)">>,
                            <<"forced", DMS1, "operator revokes (forced)">>,
                            <<"requested", DMS2, "operator requests revocation">> } }

(* Whether the receiver is willing is chosen where a row asks that could     *)
(* apply.                                                                    *)
Receives(x) ==
    LET r == Peer(x.from)
        plain == Input("receives", On("receives", x.request))
        i == Known(Draft, r, [plain EXCEPT !.message = x.request, !.session = SessionOf(x),
                                           !.url = x.url, !.fields = x.fields])
        asks == \E willing \in BOOLEAN :
                    Described(r, dms[r], [i EXCEPT !.willing = willing]) \cap AskWilling # {}
    IN  UNION { LET j == [i EXCEPT !.willing = willing]
                    body(d, released) == Receive(d, x, j, released)
                IN  Taken(Draft, r, <<"receives", x, willing>>, body) :
                willing \in IF asks THEN BOOLEAN ELSE {FALSE} }

Answered(x) ==
    LET body(d, released) == Take(Remove(d, x), x.from, ResponseInput(x), released)
    IN  Taken(Draft, x.from, <<"answered", x>>, body)

Loses(x) ==
    LET body(d, released) == Take(Remove(d, x), x.from, Unanswered(x), released)
    IN  IF ~May(Draft, "loss") THEN {}
        ELSE IF ~x.waits THEN {Step(<<"loses", x>>, FALSE, Remove(Spend(Draft, "loss"), x))}
        ELSE Taken(Spend(Draft, "loss"), x.from, <<"loses", x>>, body)

Copies(x) ==
    IF ~May(Draft, "duplicate") THEN {}
    ELSE {Step(<<"copies", [x EXCEPT !.waits = TRUE]>>, FALSE,
               Put(Spend(Draft, "duplicate"), [x EXCEPT !.waits = FALSE]))}

InTheWire ==
    UNION { Loses(x) \cup IF x.at = "posted" THEN Receives(x) \cup Copies(x) ELSE Answered(x) :
            x \in DOMAIN wire }

(* The device has executed a command, and its answer is received: one step.  *)
DeviceAnswers(r) ==
    LET op == dms[r].command
        usual == Usual(facts, op, r)
        i(answer) == [Input("device", OnDevice(op, answer)) EXCEPT !.op = op, !.answer = answer]
        event(answer, fault) == <<"device", r, op, answer, fault>>
        done(d, released) == Take(Execute(d, op, r), r, i(usual), released)
        refused(d, released) == Take(d, r, i("refused"), released)
        unclear(d, released) == Take(d, r, i("unclear"), released)
        unseen(d, released) == Take(Execute(d, op, r), r, i("unclear"), released)
        spending(fault) == Spend(Draft, fault)
    IN  IF op = NoCommand THEN {}
        ELSE Taken(Draft, r, event(usual, FALSE), done)
        \cup ( IF usual = "refused" \/ ~May(Draft, "refusal") THEN {}
               ELSE Taken(spending("refusal"), r, event("refused", TRUE), refused) )
        \cup ( IF ~May(Draft, "unclear") THEN {}
               ELSE Taken(spending("unclear"), r, event("unclear", TRUE), unclear)
                    \cup Taken(spending("unclear"), r, event("unclear", TRUE), unseen) )

Fetches ==
    IF "bootstrap_entry_2" \in facts /\ "account_2" \notin facts
    THEN {Step(<<"fetches">>, FALSE,
               [Draft EXCEPT !.facts = @ \cup {"account_2", "auto_session_2"}])}
    ELSE {}

DeviceOpens ==
    LET i == Input("opened", "device opened a session")
        body(d, released) == Take(DmSession(d), DMS2, i, released)
    IN  IF {"account_2", "auto_session_2"} \subseteq facts
        THEN Taken(Draft, DMS2, <<"device opens">>, body) ELSE {}

Expires(r) ==
    IF ~TimersExpire THEN {}
    ELSE UNION { LET i == [Input("expires", OnTimer(timer)) EXCEPT !.timer = timer]
                     body(d, released) == Take(d, r, i, released)
                 IN  Taken(Draft, r, <<"expires", r, timer>>, body) :
                 timer \in dms[r].timers }

Crashes(r) ==
    LET body(d, released) == d
    IN  IF ~May(Draft, "crash") THEN {}
        ELSE {Step(<<"crashes", r>>, FALSE, Crashed(Draft, r, executed, body)) :
                 executed \in BOOLEAN}

AllSteps ==
    Operators \cup InTheWire \cup Fetches \cup DeviceOpens
    \cup UNION {DeviceAnswers(r) \cup Expires(r) \cup Crashes(r) : r \in Servers}

Go(step) ==
    /\ ~step.blocked
    /\ dms' = step.next.dms
    /\ wire' = step.next.wire
    /\ facts' = step.next.facts
    /\ snapshot' = step.next.snapshot
    /\ left' = step.next.left
    /\ turned_down' = step.next.turned_down
    /\ outcome' = step.next.outcome
    /\ basis' = step.next.basis
    /\ flags' = step.next.flags
    /\ spent' = step.next.spent

Next == \E step \in AllSteps : Go(step)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold: device facts and the two records.                         *)

Settled ==
    /\ wire = EmptyBag
    /\ \A r \in Servers : /\ dms[r].timers = {}
                          /\ dms[r].command = NoCommand
                          /\ dms[r].state \in AtRest(r)

IsDelegated == dms[DMS1].record # "none"
Fully == dms[DMS1].record = "full"
Revoked == "revoked" \in flags
Over == Settled /\ ~IsDelegated /\ ~Revoked /\ "begun" \in flags

Manages(r) == IF r = DMS1 THEN ~Fully ELSE dms[DMS2].record # "none"
Part(r, part) == IF r = DMS1 THEN "rights_1_" \o part ELSE "rights_2_" \o part
Covered(Counts(_)) ==
    \A part \in {"delegated", "rest"} :
        \E r \in Servers : {Account(r), Part(r, part)} \subseteq facts /\ Counts(r)
Anybody(r) == TRUE

no_orphaned_account ==
    Settled /\ "account_2" \in facts => IsDelegated \/ ("account_2" \in snapshot /\ ~Revoked)

acl_matches_delegation ==
    Settled => /\ "rights_2_delegated" \in facts <=> IsDelegated
               /\ "rights_2_rest" \in facts => Fully
               /\ Rights(DMS2) \cap facts # {} => "account_2" \in facts
               /\ "account_1" \in facts => Rights(DMS1) \subseteq facts

device_never_abandoned == Covered(Anybody)

somebody_in_charge == Settled => Covered(Manages)

servers_agree == Settled => dms[DMS1].record = dms[DMS2].record

no_session_before_prepared == "early_session" \notin flags

revoked_means_gone ==
    Settled /\ Revoked =>
        facts \cap ({"account_2", "auto_session_2", "bootstrap_entry_2"} \cup Rights(DMS2)) = {}

failure_restores == Over => facts = snapshot

full_means_sole ==
    Settled /\ Fully =>
        {"account_2"} \cup Rights(DMS2) \subseteq facts /\ "account_1" \notin facts

stale_messages_are_harmless == "stale_harm" \notin flags

one_session_per_device ==
    LET one == dms[DMS1].session
        two == dms[DMS2].session
    IN  ~( one # 0 /\ two # 0 /\ one # two /\ one \in left[DMS2] /\ two \in left[DMS1] )
