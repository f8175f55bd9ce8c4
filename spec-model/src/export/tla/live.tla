
-----------------------------------------------------------------------------
(* Each delivery, answer, device answer, fetch, session opened by the device *)
(* and running timer happens sooner or later if it stays possible; faults,   *)
(* operators, and steps that end in a crash need not. Nor need what would    *)
(* change nothing.                                                           *)

ClassOf(step) ==
    LET event == step.event
    IN  CASE step.crash \/ step.next = World -> <<"never">>
          [] event[1] \in {"receives", "answered"} -> <<event[1], event[2]>>
          [] event[1] = "device" /\ ~event[5] -> <<"device", event[2], event[3]>>
          [] event[1] \in {"fetches", "device opens"} -> <<event[1]>>
          [] event[1] = "expires" -> event
          [] OTHER -> <<"never">>

(* What is possible in a state is looked at in a step of its own and kept    *)
(* until one of it is taken: TLC would find it anew for each class.          *)
VARIABLES
    looked,     \* ways are those of this state
    ways,       \* the steps that are possible: class, tags and next state
    owes        \* something was accepted that has not come yet

all == <<vars, looked, ways, owes>>

(* What a step leaves owed. *)
Owes(way) ==
    @owes@

LiveInit == Init /\ looked = FALSE /\ ways = {} /\ owes = FALSE

Look ==
    LET way(step) == [class |-> ClassOf(step), tags |-> step.tags, next |-> step.next]
    IN  /\ ~looked
        /\ looked' = TRUE
        /\ ways' = {way(step) : step \in {step \in AllSteps : ~step.blocked}}
        /\ UNCHANGED <<vars, owes>>

Take_a_way(way) ==
    /\ looked' = FALSE
    /\ ways' = {}
    /\ owes' = Owes(way)
    /\ dms' = way.next.dms
    /\ wire' = way.next.wire
    /\ facts' = way.next.facts
    /\ snapshot' = way.next.snapshot
    /\ left' = way.next.left
    /\ turned_down' = way.next.turned_down
    /\ outcome' = way.next.outcome
    /\ basis' = way.next.basis
    /\ flags' = way.next.flags
    /\ spent' = way.next.spent

LiveSpec == LiveInit /\ [][Look \/ \E way \in ways : Take_a_way(way)]_all

Access == {"account_2", "auto_session_2", "bootstrap_entry_2"} \cup Rights(DMS2)

IsPossible(class) == \E way \in ways : way.class = class
IsTaken(class) == \E way \in ways : way.class = class /\ way.next = World'

(* Every class that happens is in the list: TLC checks it.                   *)
AllClasses == \A way \in ways : way.class \in Classes \cup {<<"never">>}

(* Weak fairness of each class. `WF` is two conditions of which one must     *)
(* hold, and TLC multiplies them out: 2^n cases for n classes. The same in   *)
(* one condition a class: a behaviour either stands still for ever, where    *)
(* nothing fair is possible, or again and again leaves a state in which the  *)
(* class is not possible, or leaves one by a step of the class.              *)
StandsStill == <>[](looked /\ \A way \in ways : way.class = <<"never">>) /\ <>[][FALSE]_all
Passes(class) == looked /\ (~IsPossible(class) \/ IsTaken(class))
GoesOn == []<><<looked>>_all /\ \A class \in Classes : []<><<Passes(class)>>_all

Fair == StandsStill \/ GoesOn

(* What must not stay away for ever. *)
@property@ ==
    Fair => @asked@
