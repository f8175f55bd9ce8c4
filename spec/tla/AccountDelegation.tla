-------------------------- MODULE AccountDelegation --------------------------
(* One process of the protocol, read from the text and not from our tables:  *)
(* a partial delegation by account that DMS-1 begins (5.2.1, 5.3, 5.3.1 of   *)
(* the 2012 edition). All exports print the same tables, so a misreading in  *)
(* a table is in all of them; this model would differ.                       *)
(*                                                                           *)
(* No message is lost, the device is never at fault, nobody crashes.         *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Ends,       \* SHOULD (5.3): after a failure the session is ended at once
    Tells,      \* "may be sent at anytime" (5.3.1.6): DELEGATION_FAILURE
    Bounds,     \* the wait of 5.2.1.4 for the end of the delegation is bounded (MAY)
    Imposes     \* MAY (5.2.1.4): then the device is let connect to DMS-2

VARIABLES
    one,        \* how far DMS-1 is
    two,        \* how far DMS-2 is
    posts,      \* messages in HTTP POSTs that are on their way
    responses,  \* HTTP responses that are on their way
    account,    \* DMS-2 has its DMAcc on the device
    rights,     \* DMS-2 has its part of the ACLs
    auto,       \* the device opens sessions to DMS-2 by itself
    known,      \* DMS-2 knows that it has bootstrapped the device before
    waiting,    \* DMS-1 bounds its wait, and the wait is not over
    record,     \* what each server says: is the device delegated?
    early,      \* a DM session of DMS-2 came before DELEGATION_PREPARED
    before,     \* account and rights when the delegation began
    log         \* what was received, in its order

vars == <<one, two, posts, responses, account, rights, auto, known, waiting, record, early,
          before, log>>

Init ==
    /\ one = "idle" /\ two = "idle"
    /\ posts = {} /\ responses = {}
    (* DMS-2 may have bootstrapped the device by itself. *)
    /\ known \in BOOLEAN
    /\ account = known
    /\ rights = FALSE /\ auto = FALSE
    /\ waiting = FALSE
    /\ record = [server \in {1, 2} |-> FALSE]
    /\ early = FALSE
    /\ before = <<known, FALSE, FALSE>>
    /\ log = <<>>

Note(words) == log' = Append(log, words)

Device == <<account, rights, auto>>
Servers == <<one, two>>
Memory == <<known, waiting, record, before>>

-----------------------------------------------------------------------------
(* Step 2: DMS-1 asks whether DMS-2 is willing (5.2.1.2, 5.3.1.1).           *)
Request ==
    /\ one = "idle" /\ ~record[1] /\ log = <<>> /\ posts = {}
    /\ one' = "has asked"
    /\ posts' = posts \cup {"DELEGATION_REQ"}
    /\ before' = Device
    /\ UNCHANGED <<two, responses, account, rights, auto, known, waiting, record, early, log>>

(* DMS-2 is willing or not; the HTTP response says which (5.3.1.2).          *)
Consider(willing) ==
    /\ "DELEGATION_REQ" \in posts /\ two = "idle"
    /\ posts' = posts \ {"DELEGATION_REQ"}
    /\ responses' = responses \cup {IF willing THEN "yes" ELSE "no"}
    /\ two' = IF willing THEN "willing" ELSE "refused"
    /\ Note("DMS-2 takes DELEGATION_REQ")
    /\ UNCHANGED <<one, account, rights, auto, known, waiting, record, early, before>>

Yes ==
    /\ "yes" \in responses /\ one = "has asked"
    /\ responses' = responses \ {"yes"}
    /\ one' = "agreed"
    /\ Note("DMS-1 hears DELEGATION_RESP")
    /\ UNCHANGED <<two, posts, account, rights, auto, known, waiting, record, early, before>>

No ==
    /\ "no" \in responses /\ one = "has asked"
    /\ responses' = responses \ {"no"}
    /\ one' = "over"
    /\ Note("DMS-1 hears DELEGATION_RESP")
    /\ UNCHANGED <<two, posts, account, rights, auto, known, waiting, record, early, before>>

(* A response for a session that is over has no reader.                      *)
Unread ==
    /\ one = "over" /\ responses \cap {"yes", "no"} # {}
    /\ responses' = responses \ {"yes", "no"}
    /\ UNCHANGED <<one, two, posts, account, rights, auto, known, waiting, record, early, before,
                   log>>

(* Step 3: DMS-2 says whether the device has its account (5.2.1.3, 5.3.1.3). *)
(* It is a POST of its own: nothing orders it and the response above.        *)
Notify ==
    /\ two = "willing"
    /\ two' = "has notified"
    /\ posts' = posts \cup {"BOOTSTRAP_CONFIRMED"}
    /\ UNCHANGED <<one, responses, account, rights, auto, known, waiting, record, early, before,
                   log>>

(* Step 4: only who has the answer knows that it may prepare the device. The *)
(* text has no word for a DMS-1 that is told before it is answered.          *)
Told ==
    /\ "BOOTSTRAP_CONFIRMED" \in posts /\ one = "agreed"
    /\ posts' = posts \ {"BOOTSTRAP_CONFIRMED"}
    /\ one' = IF known THEN "updates ACLs" ELSE "creates DMAcc"
    /\ Note("DMS-1 takes BOOTSTRAP_CONFIRMED")
    /\ UNCHANGED <<two, responses, account, rights, auto, known, waiting, record, early, before>>

ToldTooEarly ==
    /\ "BOOTSTRAP_CONFIRMED" \in posts /\ one = "has asked"
    /\ posts' = posts \ {"BOOTSTRAP_CONFIRMED"}
    /\ responses' = responses \cup {"error for BOOTSTRAP_CONFIRMED"}
    /\ Note("DMS-1 refuses BOOTSTRAP_CONFIRMED")
    /\ UNCHANGED <<one, two, account, rights, auto, known, waiting, record, early, before>>

(* The status is the response (5.3), and an error is a failure: the session  *)
(* SHOULD be ended at once. DMS-2 has changed nothing that it could undo.    *)
Fails ==
    /\ "error for BOOTSTRAP_CONFIRMED" \in responses
    /\ responses' = responses \ {"error for BOOTSTRAP_CONFIRMED"}
    /\ two' = IF Ends THEN "failed" ELSE two
    /\ posts' = IF Ends /\ Tells THEN posts \cup {"DELEGATION_FAILURE"} ELSE posts
    /\ UNCHANGED <<one, account, rights, auto, known, waiting, record, early, before, log>>

(* Neither has touched the device by then, so there is nothing to undo.      *)
ToldOfFailure ==
    /\ "DELEGATION_FAILURE" \in posts /\ one \in {"has asked", "agreed"}
    /\ posts' = posts \ {"DELEGATION_FAILURE"}
    /\ one' = "over"
    /\ Note("DMS-1 takes DELEGATION_FAILURE")
    /\ UNCHANGED <<two, responses, account, rights, auto, known, waiting, record, early, before>>

CreateDMAcc ==
    /\ one = "creates DMAcc"
    /\ one' = "updates ACLs"
    /\ account' = TRUE
    /\ auto' = IF account THEN auto ELSE TRUE   \* as accounts are, unless they say otherwise
    /\ UNCHANGED <<two, posts, responses, rights, Memory, early, log>>

UpdateACLs ==
    /\ one = "updates ACLs"
    /\ one' = "suppresses session"
    /\ rights' = TRUE
    /\ UNCHANGED <<two, posts, responses, account, auto, Memory, early, log>>

(* ... and keeps the device from calling the new server for now; step 5, it  *)
(* says so: prepared (5.2.1.6, 5.3.1.4).                                     *)
SuppressAndNotify ==
    /\ one = "suppresses session"
    /\ one' = "prepared"
    /\ auto' = FALSE
    /\ posts' = posts \cup {"DELEGATION_PREPARED"}
    /\ waiting' = Bounds
    /\ UNCHANGED <<two, responses, account, rights, known, record, early, before, log>>

WaitIsOver ==
    /\ one = "prepared" /\ waiting
    /\ waiting' = FALSE
    /\ auto' = IF Imposes THEN TRUE ELSE auto
    /\ UNCHANGED <<one, two, posts, responses, account, rights, known, record, early, before, log>>

(* Step 6: DMS-2 initiates a DM session (5.2.1.7).                           *)
Prepared ==
    /\ "DELEGATION_PREPARED" \in posts /\ two = "has notified"
    /\ posts' = posts \ {"DELEGATION_PREPARED"}
    /\ two' = "opens session"
    /\ Note("DMS-2 takes DELEGATION_PREPARED")
    /\ UNCHANGED <<one, responses, account, rights, auto, known, waiting, record, early, before>>

(* Step 7, once a DM session has been established (5.2.1.8, 5.3.1.5).        *)
Confirm ==
    /\ two = "opens session" /\ account
    /\ two' = "has confirmed"
    /\ posts' = posts \cup {"DELEGATION_CONFIRMED"}
    /\ UNCHANGED <<one, responses, account, rights, auto, Memory, early, log>>

(* A session that the device opens by itself.                                *)
DeviceConnects ==
    /\ account /\ auto
    /\ early' = (early \/ one \in {"creates DMAcc", "updates ACLs", "suppresses session"})
    /\ UNCHANGED <<Servers, posts, responses, account, rights, auto, Memory, log>>

Complete ==
    /\ "DELEGATION_CONFIRMED" \in posts /\ one = "prepared"
    /\ posts' = posts \ {"DELEGATION_CONFIRMED"}
    /\ responses' = responses \cup {"ok for DELEGATION_CONFIRMED"}
    /\ one' = "over" /\ waiting' = FALSE
    /\ record' = [record EXCEPT ![1] = TRUE]
    /\ Note("DMS-1 takes DELEGATION_CONFIRMED")
    /\ UNCHANGED <<two, account, rights, auto, known, early, before>>

KnowsComplete ==
    /\ "ok for DELEGATION_CONFIRMED" \in responses /\ two = "has confirmed"
    /\ responses' = responses \ {"ok for DELEGATION_CONFIRMED"}
    /\ two' = "over"
    /\ record' = [record EXCEPT ![2] = TRUE]
    /\ UNCHANGED <<one, posts, account, rights, auto, known, waiting, early, before, log>>

Next ==
    \/ Request \/ Consider(TRUE) \/ Consider(FALSE) \/ Yes \/ No \/ Unread
    \/ Notify \/ Told \/ ToldTooEarly \/ Fails \/ ToldOfFailure
    \/ CreateDMAcc \/ UpdateACLs \/ SuppressAndNotify \/ WaitIsOver
    \/ Prepared \/ Confirm \/ DeviceConnects \/ Complete \/ KnowsComplete

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* The properties that this process can break.                               *)
Settled ==
    /\ posts = {} /\ responses = {} /\ ~waiting
    /\ one \in {"idle", "over"}
    /\ two \in {"idle", "refused", "failed", "over"}

no_orphaned_account == Settled /\ account => record[1] \/ before[1]
acl_matches_delegation == Settled => (rights <=> record[1]) /\ (rights => account)
servers_agree == Settled => record[1] = record[2]
no_session_before_prepared == ~early
failure_restores == Settled /\ one = "over" /\ ~record[1] => Device = before

=============================================================================
