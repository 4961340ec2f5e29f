package io.trainmaster.watch;

import io.trainmaster.model.Value;
import io.trainmaster.trigger.EventState.Seen;
import io.trainmaster.trigger.Sighting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commit that a ref of the project's git repository points at. */
final class CodeLook implements Look {

  private static final int COMMIT_SHOWN = 12;

  private final Git git;
  private final String ref;

  CodeLook(Path project, String ref) {
    this.git = new Git(project);
    this.ref = ref;
  }

  @Override
  public Seen first(Optional<Seen> known) {
    return git.commit(ref)
        .map(commit -> new Seen(commit, ""))
        .orElseThrow(
            () ->
                new WatchException(
                    git.isRepository()
                        ? "The project's git repository has no %s.".formatted(ref)
                        : "%s can't be watched: the project is in no git repository, or there is"
                                .formatted(ref)
                            + " no program git."));
  }

  @Override
  public List<Sighting> again(Seen seen) {
    return git.commit(ref)
        .filter(commit -> !commit.equals(seen.value()))
        .map(this::sighting)
        .map(List::of)
        .orElse(List.of());
  }

  private Sighting sighting(String commit) {
    Map<String, Value> event = new LinkedHashMap<>();
    event.put("ref", Value.text(ref));
    event.put("commit", Value.text(commit));
    String shown = commit.substring(0, Math.min(commit.length(), COMMIT_SHOWN));
    return new Sighting(commit, "", event, "%s is now at %s".formatted(ref, shown));
  }
}
