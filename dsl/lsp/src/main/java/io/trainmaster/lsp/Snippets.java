package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.type.Refinement;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts with numbered places to fill in, as the protocol writes them. */
final class Snippets {

  private static final Pattern CHOICE = Pattern.compile("\\$\\{\\d+\\|([^,|]*)[^|]*\\|}");
  private static final Pattern NAMED = Pattern.compile("\\$\\{\\d+:?([^}]*)}");
  private static final Pattern BARE = Pattern.compile("\\$\\d+");

  private Snippets() {}

  /** A call with the arguments that must be given. */
  static String call(String name, List<ParameterSignature> parameters) {
    List<String> arguments = arguments(parameters, true);
    return name + arguments.stream().collect(Collectors.joining(", ", "(", ")"));
  }

  /** A line of a block with the values that must be given. */
  static String entry(BlockKey key) {
    List<String> arguments = arguments(key.parameters(), key.parameters().size() == 1);
    String values = arguments.isEmpty() ? "" : " " + String.join(", ", arguments);
    return key.name() + values + (key.keys().isEmpty() ? "" : " {\n\t$0\n}");
  }

  /** What is first in the signature needs no name, if it is data, a model or a path. */
  private static List<String> arguments(List<ParameterSignature> parameters, boolean unnamed) {
    List<String> arguments = new ArrayList<>();
    boolean leading = unnamed;
    for (ParameterSignature parameter : parameters) {
      leading &= parameter.required() && (parameters.size() == 1 || isObject(parameter.type()));
      if (parameter.required()) {
        String place = place(arguments.size() + 1, parameter);
        arguments.add(leading ? place : parameter.name() + ": " + place);
      }
    }
    return arguments;
  }

  private static boolean isObject(Type type) {
    return type instanceof Type.Nominal || type.is(ScalarKind.PATH);
  }

  private static String place(int number, ParameterSignature parameter) {
    Type type = parameter.type().present();
    List<String> words = words(type);
    if (!words.isEmpty()) {
      return "${" + number + "|" + String.join(",", words) + "|}";
    }
    Optional<ScalarKind> kind = type.scalar();
    boolean quoted =
        kind.isPresent() && kind.get().isText() && kind.get() != ScalarKind.PATH
            || kind.equals(Optional.of(ScalarKind.COLUMN));
    String place = "${" + number + ":" + parameter.name() + "}";
    return quoted ? "\"" + place + "\"" : place;
  }

  /** The words that a type allows; none where it is not a closed set of them. */
  static List<String> words(Type type) {
    if (type.present() instanceof Type.Scalar scalar
        && scalar.refinement().orElse(null) instanceof Refinement.OneOf set) {
      String text = set.text();
      return List.of(text.substring(1, text.length() - 1).split(", ", -1));
    }
    return List.of();
  }

  /** Parameters as a signature writes them. */
  static String list(List<ParameterSignature> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.stream()
            .map(ParameterSignature::text)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /** For editors that know no places: the same with what stands in them. */
  static String plain(String snippet) {
    String text = CHOICE.matcher(snippet).replaceAll("$1");
    text = NAMED.matcher(text).replaceAll("$1");
    return BARE.matcher(text).replaceAll("");
  }
}
