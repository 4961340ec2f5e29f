package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.type.Type;
import java.util.Collections;
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
  private final Set<String> typeNames;

  Catalogue(
      Map<String, OperatorSignature> operators,
      Map<String, Map<String, Type>> types,
      Set<String> typeNames) {
    this.operators = Collections.unmodifiableMap(new TreeMap<>(operators));
    this.types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
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
}
