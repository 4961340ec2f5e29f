package io.trainmaster.sim;

import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Machines;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.run.TransitionTable;
import io.trainmaster.track.LeaderPhase;
import io.trainmaster.track.Tenure;
import io.trainmaster.trigger.TriggerMachine;
import io.trainmaster.trigger.TriggerPhase;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of the transition tables stories have taken, by what became durable. No two events
 * lead from one phase to the same other one, so that the two phases tell the row. Several threads
 * may note at once; it is to be asked once they have ended.
 */
final class Coverage {

  private final Taken<RunPhase> runs = new Taken<>("run", Machines.RUN, RunPhase.values());
  private final Taken<TaskPhase> tasks = new Taken<>("task", Machines.TASK, TaskPhase.values());
  private final Taken<AttemptPhase> attempts =
      new Taken<>("attempt", Machines.ATTEMPT, AttemptPhase.values());
  private final Taken<TriggerPhase> triggers =
      new Taken<>("trigger", TriggerMachine.TRIGGER, TriggerPhase.values());
  private final Taken<LeaderPhase> leaders =
      new Taken<>("leader", Tenure.TABLE, LeaderPhase.values());
  private final Taken<DeliveryPhase> deliveries =
      new Taken<>("notification", Delivery.TABLE, DeliveryPhase.values());

  private static final class Taken<P extends Enum<P>> {
    private final String what;
    private final TransitionTable<P, ?> table;
    private final boolean[][] taken;

    Taken(String what, TransitionTable<P, ?> table, P[] phases) {
      this.what = what;
      this.table = table;
      this.taken = new boolean[phases.length][phases.length];
      if (table.transitions().stream().map(row -> row.from() + " " + row.to()).distinct().count()
          != table.transitions().size()) {
        throw new IllegalStateException("Two events of a " + what + " can't be told apart.");
      }
    }

    void take(P from, P to) {
      taken[from.ordinal()][to.ordinal()] = true;
    }

    void untaken(List<String> untaken) {
      for (TransitionTable.Transition<P, ?> row : table.transitions()) {
        if (!taken[row.from().ordinal()][row.to().ordinal()]) {
          untaken.add("%s: %s --%s--> %s".formatted(what, row.from(), row.event(), row.to()));
        }
      }
    }
  }

  void run(RunPhase from, RunPhase to) {
    runs.take(from, to);
  }

  void task(TaskPhase from, TaskPhase to) {
    tasks.take(from, to);
  }

  void attempt(AttemptPhase from, AttemptPhase to) {
    attempts.take(from, to);
  }

  void trigger(TriggerPhase from, TriggerPhase to) {
    triggers.take(from, to);
  }

  void leader(LeaderPhase from, LeaderPhase to) {
    leaders.take(from, to);
  }

  void delivery(DeliveryPhase from, DeliveryPhase to) {
    deliveries.take(from, to);
  }

  /** The rows that nothing took. */
  List<String> untaken() {
    List<String> untaken = new ArrayList<>();
    for (Taken<?> one : List.of(runs, tasks, attempts, triggers, leaders, deliveries)) {
      one.untaken(untaken);
    }
    return untaken;
  }
}
