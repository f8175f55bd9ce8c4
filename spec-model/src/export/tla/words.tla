
-----------------------------------------------------------------------------
(* What events do by themselves, and what the words of the rows mean.        *)
(*                                                                           *)
(* A party p is a server's record. An input i is what happens to it:         *)
(* i.on, the event as rows write it; i.kind, its kind; and what it brings.   *)
(* A step s under construction is s.p, the party so far; s.sends and         *)
(* s.reports, what leaves the server; s.reply, its answer to a POST.         *)

NoCommand == "none"

Input(kind, on) ==
    [ kind |-> kind, on |-> on, message |-> "none", op |-> NoCommand, answer |-> "none",
      timer |-> "none", session |-> 0, past |-> FALSE, url |-> FALSE, full |-> FALSE, willing |-> FALSE,
      fields |-> {} ]

(* Events that may begin a session. They bring its approach along; for all   *)
(* others the approach is that of the current session.                       *)
Begins(i) ==
    \/ i.kind = "operator"
    \/ i.kind = "receives" /\ SessionRule(i.message) = "opens"

(* What the event itself changes: an answered command is no longer under     *)
(* way, and has changed nothing where it was refused or found done, unless   *)
(* an earlier attempt may have made the change; the automatic session        *)
(* suppressed and allowed again, or the reverse, is as it was; an expired    *)
(* timer does not run; a crash stops timers and forgets the command.         *)
Happened(p, i) ==
    CASE i.kind = "device" ->
            LET forgets == i.answer \in {"refused", "found"} /\ ~p.again
                kept == IF forgets THEN p.changes \ {Change(i.op)} ELSE p.changes
                both == {"quieted", "unquieted"}
                cancels == i.op \in {"quiet", "unquiet"} /\ i.answer = "did"
            IN  [p EXCEPT !.command = NoCommand, !.again = FALSE,
                          !.changes = IF cancels /\ both \subseteq kept
                                      THEN kept \ both ELSE kept]
      [] i.kind = "expires" -> [p EXCEPT !.timers = @ \ {i.timer}]
      [] i.kind = "restarts" ->
            [p EXCEPT !.timers = {}, !.command = NoCommand, !.again = FALSE]
      [] OTHER -> p

(* The input as rows see it. *)
Seen(p, i) == IF Begins(i) THEN i ELSE [i EXCEPT !.url = p.url]

(* A message that carries a session must be of the current one; a response   *)
(* belongs to the session of its request.                                    *)
OfThisSession(p, i) ==
    LET asked == CASE i.kind = "receives" -> SessionRule(i.message) = "sessionId"
                   [] i.kind \in {"answered", "answered empty", "unanswered", "refused by"} ->
                         SessionRule(i.message) # "device"
                   [] OTHER -> FALSE
    IN  asked => p.session = i.session

(* A session is taken up by moving to a state of its work; a row that stays  *)
(* where it is, or goes to rest, turns it down.                              *)
Begin(r, p, i, then) ==
    LET full == IF i.kind = "receives" /\ i.message \in CarriesExtent
                THEN "isDelegationFull" \in i.fields ELSE i.full
    IN  [ p |-> IF Begins(i) /\ then \notin AtRest(r) /\ then # p.state
                THEN [p EXCEPT !.session = i.session, !.full = full, !.url = i.url]
                ELSE p,
          sends |-> <<>>, reports |-> <<>>, reply |-> NoReply ]

Stay(p) == [p |-> p, sends |-> <<>>, reports |-> <<>>, reply |-> NoReply]

MoveTo(s, then) == [s EXCEPT !.p.state = then]

(* The words that put something out. A message's fields are the set of those *)
(* that say true, or success.                                                *)
Send(s, i, message, fields) ==
    [s EXCEPT !.sends = Append(@,
        [ message |-> message, fields |-> fields, url |-> s.p.url,
          session |-> IF s.p.session = 0 THEN i.session ELSE s.p.session ])]

(* The same by a row about a session that is not the current one. *)
SendApart(s, i, message, fields) ==
    [s EXCEPT !.sends = Append(@,
        [message |-> message, fields |-> fields, url |-> FALSE, session |-> i.session])]

Answer(s, message, fields) == [s EXCEPT !.reply = <<message, fields>>]
AnswerEmpty(s) == [s EXCEPT !.reply = <<"empty", {}>>]
Refuse(s) == [s EXCEPT !.reply = <<"refused", {}>>]
RefuseForNow(s) == [s EXCEPT !.reply = Later]
Start(s, timer) == [s EXCEPT !.p.timers = @ \cup {timer}]
Stop(s, timer) == [s EXCEPT !.p.timers = @ \ {timer}]
Report(s, result) == [s EXCEPT !.p = Recorded(@, result), !.reports = Append(@, result)]

(* A command is under way, and its change is remembered before it is known   *)
(* to be done. In a full session some commands have a larger twin.           *)
Issued(p, op) ==
    LET sized == IF p.full THEN Larger(op) ELSE op
        change == Change(op)
    IN  IF change = "none" THEN [p EXCEPT !.command = sized]
        ELSE [p EXCEPT !.command = sized, !.again = change \in p.changes,
                       !.changes = @ \cup {change}]

Device(s, op) == [s EXCEPT !.p = Issued(@, op)]

(* Takes the latest change back, unless a command is under way: its answer   *)
(* comes first. Taking back is no change to be taken back, and its answer    *)
(* forgets none.                                                             *)
TakeBack(s) ==
    LET p == s.p
        ways == {n \in DOMAIN Undo : /\ Undo[n].change \in p.changes
                                     /\ Undo[n].unless \notin p.changes}
    IN  IF p.command # NoCommand \/ ways = {} THEN s
        ELSE LET way == Undo[CHOOSE n \in ways : \A m \in ways : n <= m]
                 left_over == p.changes \ way.forgets
                 issued == Issued([p EXCEPT !.changes = left_over], way.op)
             IN  [s EXCEPT !.p = [issued EXCEPT !.changes = left_over, !.again = TRUE]]
