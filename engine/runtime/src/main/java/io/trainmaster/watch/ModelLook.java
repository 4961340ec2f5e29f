package io.trainmaster.watch;

import io.trainmaster.model.Value;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunStore;
import io.trainmaster.trigger.EventState.Seen;
import io.trainmaster.trigger.Sighting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of a registered model, or the one that an alias points at. The store is asked: it
 * doesn't matter which process has registered a version, or moved the alias.
 */
final class ModelLook implements Look {

  private final RunStore runs;
  private final String name;
  private final Optional<String> alias;

  /** Of what was registered while nobody looked, the latest counts. */
  private boolean caughtUp;

  ModelLook(RunStore runs, String name, Optional<String> alias) {
    this.runs = runs;
    this.name = name;
    this.alias = alias;
  }

  @Override
  public Seen first(Optional<Seen> known) {
    List<ModelVersion> found = after(0);
    return new Seen(
        found.isEmpty() ? "0" : Integer.toString(found.get(found.size() - 1).version()), "");
  }

  @Override
  public List<Sighting> again(Seen seen) {
    List<ModelVersion> found = after(Integer.parseInt(seen.value()));
    List<ModelVersion> counting =
        caughtUp || found.isEmpty() ? found : found.subList(found.size() - 1, found.size());
    caughtUp = true;
    return counting.stream().map(this::sighting).toList();
  }

  /** What the alias points at, where that is another version; or what was registered later. */
  private List<ModelVersion> after(int version) {
    return alias
        .map(
            one ->
                runs.aliased(name, one).stream()
                    .filter(found -> found.version() != version)
                    .toList())
        .orElseGet(() -> runs.registeredAfter(name, version));
  }

  private Sighting sighting(ModelVersion version) {
    Map<String, Value> event = new LinkedHashMap<>();
    event.put("version", version.value());
    event.put("alias", Value.text(alias.orElse("")));
    return new Sighting(
        Integer.toString(version.version()),
        "",
        event,
        alias
            .map(one -> "%s of model %s is now v%d".formatted(one, name, version.version()))
            .orElse(version.label() + " is registered"));
  }
}
