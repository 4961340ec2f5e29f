package io.trainmaster.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects the signatures of every operator on the class path into a catalogue, a file in the
 * workflow language. The build runs it for each module that has operators; all that such a module's
 * POM says is
 *
 * <pre>{@code
 * <plugin>
 *   <groupId>org.codehaus.mojo</groupId>
 *   <artifactId>exec-maven-plugin</artifactId>
 * </plugin>
 * }</pre>
 *
 * <p>which writes {@code target/classes/META-INF/trainmaster/operators.train} in the phase {@code
 * process-classes}.
 */
public final class CatalogueWriter {

  private static final Pattern NAME =
      Pattern.compile("^operator\\s+([A-Za-z_][\\w.]*)\\s*\\(", Pattern.MULTILINE);

  private CatalogueWriter() {}

  /**
   * Writes the catalogue.
   *
   * @param arguments the file to write; folders above it are made
   * @throws IllegalStateException where an operator declares no name, or two declare the same
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("Give the file to write the catalogue to.");
    }
    Path file = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(file.getParent());
    Files.writeString(file, catalogue(ServiceLoader.load(Operator.class)));
  }

  /** The signatures in the order of the operators' names, which is that of no class path. */
  static String catalogue(Iterable<Operator> operators) {
    Map<String, String> signatures = new TreeMap<>();
    for (Operator operator : operators) {
      String name = name(operator);
      if (signatures.put(name, operator.signature().strip()) != null) {
        throw new IllegalStateException("Two operators are called " + name + ".");
      }
    }
    StringBuilder text = new StringBuilder("edition 1\n");
    signatures.values().forEach(signature -> text.append('\n').append(signature).append('\n'));
    return text.toString();
  }

  /**
   * The name that an operator's signature declares.
   *
   * @throws IllegalStateException where it declares none
   */
  public static String name(Operator operator) {
    Matcher matcher = NAME.matcher(operator.signature());
    if (!matcher.find()) {
      throw new IllegalStateException(operator.getClass().getName() + " declares no operator.");
    }
    return matcher.group(1);
  }
}
