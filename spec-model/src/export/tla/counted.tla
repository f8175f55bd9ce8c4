
-----------------------------------------------------------------------------
(* Each state is told when its steps are found: a line of numbers, beginning *)
(* with 1. Each step told is a line that begins with 2.                      *)

RECURSIVE Bits(_, _, _)
Bits(set, names, n) ==
    IF n > Len(names) THEN 0
    ELSE (IF names[n] \in set THEN 2^(n - 1) ELSE 0) + Bits(set, names, n + 1)

Place(names, word) ==
    IF word \in {names[n] : n \in DOMAIN names}
    THEN CHOOSE n \in DOMAIN names : names[n] = word ELSE 0

Bool(holds) == IF holds THEN 1 ELSE 0
Server(r) == IF r = DMS1 THEN 0 ELSE 1
Sessions(set) == Bits(set, [n \in 1..8 |-> n], 1)

PartyNumbers(r, p) ==
    << Place(States(r), p.state) - 1, Place(Records, p.record) - 1, p.session, Bool(p.full),
       Bool(p.bootstrapped), Bool(p.own_deleted), Bool(p.failed), Place(Ops, p.command),
       Bits(p.changes, Changes, 1), Bits(p.timers, TimersOf(r), 1), Bool(p.url), Bool(p.again) >>

ExchangeNumbers(x) ==
    LET at == CASE x.at = "posted" -> 0 [] x.at = "empty" -> 1 [] x.at = "refused" -> 2
                [] OTHER -> Place(Messages, x.at) + 2
        carried == IF x.at = "posted" THEN x.request ELSE x.at
    IN  << Place(Messages, x.request) - 1, Server(x.from), Bool(~x.waits), x.session,
           Bool(x.url), Bits(x.fields, FieldsOf(carried), 1), at >>

WorldNumbers(w) ==
    PartyNumbers(DMS1, w.dms[DMS1]) \o PartyNumbers(DMS2, w.dms[DMS2])
    \o << Bits(w.facts, Facts, 1), Bits(w.snapshot, Facts, 1), Sessions(w.left[DMS1]),
          Sessions(w.left[DMS2]), Sessions(w.turned_down[DMS1]), Sessions(w.turned_down[DMS2]),
          Place(Outcomes, w.outcome), w.basis[DMS1], w.basis[DMS2] >>
    \o [n \in DOMAIN Flags |-> Bool(Flags[n] \in w.flags)]
    \o << w.spent["delegations"], w.spent["asked"], w.spent["forced"], w.spent["requested"],
          w.spent["loss"], w.spent["refusal"], w.spent["unclear"], w.spent["crash"],
          w.spent["duplicate"] >>
    \o << {<<w.wire[x], ExchangeNumbers(x)>> : x \in DOMAIN w.wire} >>

Answers == <<"did", "found", "refused", "unclear">>

EventNumbers(event) ==
    CASE event[1] = "delegates" -> <<1, Server(event[2]), Bool(event[3]), Bool(event[4])>>
      [] event[1] = "revokes" ->
            <<2, Server(event[2]), Place(<<"asked", "forced", "requested">>, event[3])>>
      [] event[1] = "receives" -> <<3, Bool(event[3]), ExchangeNumbers(event[2])>>
      [] event[1] = "answered" -> <<4, 0, ExchangeNumbers(event[2])>>
      [] event[1] = "loses" -> <<5, 0, ExchangeNumbers(event[2])>>
      [] event[1] = "copies" -> <<6, 0, ExchangeNumbers(event[2])>>
      [] event[1] = "device" ->
            <<7, Server(event[2]), Place(Ops, event[3]), Place(Answers, event[4]) - 1,
              Bool(event[5])>>
      [] event[1] = "fetches" -> <<8>>
      [] event[1] = "device opens" -> <<9>>
      [] event[1] = "expires" ->
            <<10, Server(event[2]), Place(TimersOf(event[2]), event[3]) - 1>>
      [] event[1] = "crashes" -> <<11, Server(event[2])>>

(* Properties of states that are violated, and those whose premise holds.    *)
Violated ==
    << Bool(~no_orphaned_account), Bool(~acl_matches_delegation), Bool(~device_never_abandoned),
       Bool(~somebody_in_charge), Bool(~servers_agree), Bool(~no_session_before_prepared),
       Bool(~revoked_means_gone), Bool(~failure_restores), Bool(~full_means_sole),
       Bool(~stale_messages_are_harmless), Bool(~one_session_per_device) >>

Premises ==
    << Bool(Settled /\ "account_2" \in facts), Bool(Settled), 1, Bool(Settled), Bool(Settled),
       Bool(flags \cap {"watching", "early_session"} # {}), Bool(Settled /\ Revoked), Bool(Over),
       Bool(Settled /\ Fully), Bool(left[DMS1] \cup left[DMS2] # {}),
       Bool(dms[DMS1].session # 0 /\ dms[DMS2].session # 0) >>

Edges(steps) == {<<s.event, s.crash, s.next>> : s \in {s \in steps : ~s.blocked}}
Blocked(steps) == {<<s.event, s.crash>> : s \in {s \in steps : s.blocked}}
Gaps(steps, kind) ==
    LET has(s) == ~s.blocked /\ \E gap \in s.gaps : gap[1] = kind
    IN  Cardinality({<<s.event, s.crash, s.next>> : s \in {s \in steps : has(s)}})
Deadlocked(steps) == ~Settled /\ \A s \in steps : s.next = World

TellState(steps) ==
    PrintT(ToString(<< 1, TLCGet("level"), Cardinality(Edges(steps)),
        Cardinality(Blocked(steps)), Gaps(steps, "unspecified"), Gaps(steps, "answer"),
        Gaps(steps, "ambiguous"), Bool(Deadlocked(steps)), Violated, Premises,
        WorldNumbers(World) >>))

TellStep(step) ==
    PrintT(ToString(<<2, Bool(step.crash), EventNumbers(step.event), WorldNumbers(step.next)>>))

