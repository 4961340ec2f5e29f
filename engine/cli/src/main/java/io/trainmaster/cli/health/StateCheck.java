package io.trainmaster.cli.health;

import io.trainmaster.store.StateFolder;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state folder: whether it can be read and written, and what was cut off in it. */
public final class StateCheck {
  private static final int RUNS_CONSIDERED = 1000;

  private StateCheck() {}

  /** Looks at a state folder and its database, whether or not there is one yet. */
  public static List<Finding> run(StateLocation state) {
    try {
      return StateFolder.exists(state) ? look(state) : List.of(unborn(state.folder()));
    } catch (StoreException e) {
      return List.of(Finding.bad("state database", String.valueOf(e.getMessage())));
    }
  }

  private static List<Finding> look(StateLocation location) {
    Path folder = location.folder();
    List<Finding> findings = new ArrayList<>();
    if (!Files.isWritable(folder)) {
      findings.add(
          Finding.bad("state folder", folder + " can't be written; check its permissions"));
    }
    try (StateFolder state = StateFolder.read(location)) {
      List<RunSummary> runs = state.runs().runs(Optional.empty(), RUNS_CONSIDERED);
      findings.add(Finding.ok("state folder", location + ", " + count(runs.size())));
      for (RunSummary run : runs) {
        if (!run.phase().isEnd()) {
          findings.add(
              Finding.note(
                  "run " + run.id(),
                  "goes on, or was cut off: then `trainmaster resume " + run.id() + "`"));
        }
      }
      if (!state.runs().outbox().latest(true, 1).isEmpty()) {
        findings.add(
            Finding.note(
                "notifications",
                "some were given up: `trainmaster notifications --dead` lists them"));
      }
    } catch (StoreException e) {
      findings.add(Finding.bad("state folder", String.valueOf(e.getMessage())));
    }
    return findings;
  }

  private static String count(int runs) {
    String shown = runs == RUNS_CONSIDERED ? runs + " or more" : Integer.toString(runs);
    return shown + (runs == 1 ? " run" : " runs");
  }

  private static Finding unborn(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.isWritable(existing) && Files.isDirectory(existing)
        ? Finding.ok("state folder", folder + " will be made by the first run")
        : Finding.bad("state folder", folder + " can't be made: " + existing + " can't be written");
  }
}
