package io.trainmaster.worker;

import io.trainmaster.model.Entry;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import io.trainmaster.run.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets that one attempt is given: in place of each {@code secret("name")} among its
 * arguments its value. For one attempt and one thread.
 */
public final class Secrets {

  private final SecretSource source;
  private final Set<String> revealed = new LinkedHashSet<>();
  private final Map<String, String> named = new LinkedHashMap<>();

  /** Those of a source. */
  public Secrets(SecretSource source) {
    this.source = source;
  }

  /** A secret that isn't there. */
  public static final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    private MissingException(Failure failure) {
      super(failure.message());
      this.failure = failure;
    }

    /** What becomes of the attempt that was to be given it. */
    public Failure failure() {
      return failure;
    }
  }

  /** The values that have been revealed, which are for nobody else's eyes. */
  Set<String> revealed() {
    return revealed;
  }

  /**
   * The values of the secrets that an attempt is given, by their names.
   *
   * @throws MissingException where one isn't there
   */
  public Map<String, String> named(AttemptRequest request) throws MissingException {
    reveal(request.arguments());
    reveal(request.block());
    return Map.copyOf(named);
  }

  Map<String, Value> reveal(Map<String, Value> values) throws MissingException {
    Map<String, Value> all = new LinkedHashMap<>();
    for (Map.Entry<String, Value> value : values.entrySet()) {
      all.put(value.getKey(), reveal(value.getValue()));
    }
    return all;
  }

  List<Entry> reveal(List<Entry> block) throws MissingException {
    List<Entry> all = new ArrayList<>();
    for (Entry entry : block) {
      all.add(
          new Entry(
              entry.key(),
              entry.comparison(),
              revealAll(entry.positional()),
              reveal(entry.named()),
              reveal(entry.block())));
    }
    return all;
  }

  private List<Value> revealAll(List<Value> values) throws MissingException {
    List<Value> all = new ArrayList<>();
    for (Value value : values) {
      all.add(reveal(value));
    }
    return all;
  }

  private Value reveal(Value value) throws MissingException {
    Optional<String> name = Value.secretName(value);
    if (name.isPresent()) {
      return new Value.Text(secret(name.get()));
    } else if (value instanceof Value.Call call) {
      return new Value.Call(call.name(), revealAll(call.positional()), reveal(call.named()));
    } else if (value instanceof Value.Items items) {
      return new Value.Items(revealAll(items.items()));
    } else if (value instanceof Value.Fields fields) {
      return new Value.Fields(reveal(fields.fields()));
    }
    return value;
  }

  private String secret(String name) throws MissingException {
    String value =
        source
            .secret(name)
            .orElseThrow(
                () ->
                    new MissingException(
                        new Failure(
                            Outcome.REFUSED,
                            "",
                            "There is no secret `" + name + "`, which this task is given.",
                            "",
                            source.howToAdd(name))));
    named.put(name, value);
    if (!value.isEmpty()) {
      revealed.add(value);
    }
    return value;
  }
}
