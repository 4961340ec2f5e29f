package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.type.Type;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The operators and the types that a workflow can use. Immutable. */
public final class Catalogue {

  private final Map<String, OperatorSignature> operators;
  private final Map<String, Map<String, Type>> types;
  private final Map<String, Map<String, String>> laterFields;
  private final Set<String> typeNames;

  /**
   * @param laterFields the fields that a later release brings: type, field, release
   */
  Catalogue(
      Map<String, OperatorSignature> operators,
      Map<String, Map<String, Type>> types,
      Map<String, Map<String, String>> laterFields,
      Set<String> typeNames) {
    this.operators = Collections.unmodifiableMap(new TreeMap<>(operators));
    this.types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    this.laterFields = Collections.unmodifiableMap(new LinkedHashMap<>(laterFields));
    this.typeNames = Set.copyOf(typeNames);
  }

  /**
   * Reads the catalogues of the jobs modules; types of one may be used in another.
   *
   * @throws CatalogueException with all faults, where one can't be read
   */
  public static Catalogue read(List<SourceFile> files) {
    return new CatalogueReader().read(files);
  }

  /**
   * This catalogue together with what later releases bring, so that workflows which use it can be
   * checked. What is here already stays as it is.
   */
  public Catalogue withLater() {
    Catalogue later = LaterCatalogue.get();
    Map<String, OperatorSignature> allOperators = new TreeMap<>(later.operators);
    allOperators.putAll(operators);
    Map<String, Map<String, Type>> allTypes = new LinkedHashMap<>(types);
    Map<String, Map<String, String>> allLater = new LinkedHashMap<>();
    later.types.forEach(
        (type, fields) -> {
          Map<String, Type> own = types.getOrDefault(type, Map.of());
          Map<String, Type> both = new LinkedHashMap<>(own);
          fields.forEach(both::putIfAbsent);
          allTypes.put(type, both);
          Map<String, String> releases =
              new LinkedHashMap<>(later.laterFields.getOrDefault(type, Map.of()));
          releases.keySet().removeAll(own.keySet());
          allLater.put(type, releases);
        });
    Set<String> names = new HashSet<>(typeNames);
    names.addAll(later.typeNames);
    return new Catalogue(allOperators, allTypes, allLater, names);
  }

  /** All operators by name, in the order of their names. */
  public Map<String, OperatorSignature> operators() {
    return operators;
  }

  /** The operator with a name. */
  public Optional<OperatorSignature> operator(String name) {
    return Optional.ofNullable(operators.get(name));
  }

  /** The names of the nominal types. */
  public Set<String> typeNames() {
    return typeNames;
  }

  /** The fields of a nominal type; empty where they are not declared, and any may be read. */
  public Optional<Map<String, Type>> fields(String type) {
    return Optional.ofNullable(types.get(type));
  }

  /** The release that brings a field of a nominal type; empty where this one has it. */
  public Optional<String> releaseOf(String type, String field) {
    return Optional.ofNullable(laterFields.getOrDefault(type, Map.of()).get(field));
  }
}
