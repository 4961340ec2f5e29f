package io.trainmaster.dsl.test;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.CanonicalText;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes what operators give: the fields that a fake says, and {@link Opaque} ones. */
final class FakeOutputs {

  /** Types may hold themselves. */
  private static final int DEPTH_LIMIT = 5;

  private final Catalogue catalogue;
  private final Map<String, Type> declared;
  private final Set<String> used;

  /**
   * @param declared what the operators give that the file declares
   * @param used the paths that are read off values
   */
  FakeOutputs(Catalogue catalogue, Map<String, Type> declared, Set<String> used) {
    this.catalogue = catalogue;
    this.declared = declared;
    this.used = used;
  }

  /** What an attempt gives. */
  Value output(TaskId task, String operator, Map<String, Value> said) {
    Type type = declared.get(operator);
    if (type == null) {
      type = catalogue.operator(operator).map(OperatorSignature::result).orElse(Type.UNKNOWN);
    }
    Opaque whole = new Opaque(task.value(), operator, "");
    return new Making(said, CanonicalText.sha256(Value.text(task.value()))).value(type, whole, 0);
  }

  /** One value under way. */
  private final class Making {
    private final Map<String, Value> said;
    private final String digest;

    Making(Map<String, Value> said, String digest) {
      this.said = said;
      this.digest = digest;
    }

    Value value(Type type, Opaque place, int depth) {
      Value known = said.get(place.field());
      Type present = type.present();
      if (known != null) {
        return known;
      } else if (present instanceof Type.RecordOf fields) {
        return new Value.Fields(fields(fields.fields(), place, depth));
      } else if (present instanceof Type.Nominal nominal) {
        Map<String, Type> fields = catalogue.fields(nominal.name()).orElse(Map.of());
        return new Value.Artifact(nominal.name(), digest, fields(fields, place, depth));
      }
      Map<String, Value> fields =
          present.isUnknown() && !place.field().isEmpty()
              ? fields(Map.of(), place, depth)
              : Map.of();
      return fields.isEmpty() ? place.value() : new Value.Fields(fields);
    }

    private Map<String, Value> fields(Map<String, Type> known, Opaque place, int depth) {
      Map<String, Value> values = new LinkedHashMap<>();
      if (depth == DEPTH_LIMIT) {
        return values;
      }
      Set<String> names = new TreeSet<>(known.keySet());
      names.addAll(next(said.keySet(), place.field()));
      if (known.isEmpty()) {
        names.addAll(next(used, place.field()));
      }
      for (String name : names) {
        Type type = known.getOrDefault(name, Type.UNKNOWN);
        values.put(name, value(type, place.child(name), depth + 1));
      }
      return values;
    }

    private static Set<String> next(Set<String> paths, String prefix) {
      String start = prefix.isEmpty() ? "" : prefix + ".";
      Set<String> names = new TreeSet<>();
      for (String path : paths) {
        if (path.startsWith(start) && path.length() > start.length()) {
          String rest = path.substring(start.length());
          int dot = rest.indexOf('.');
          names.add(dot < 0 ? rest : rest.substring(0, dot));
        }
      }
      return names;
    }
  }
}
