package io.trainmaster.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files in {@code conf} say what the declarations say. Run with {@code
 * -Dtrainmaster.update=true} to write them anew.
 */
class ConfDocumentsTest {
  private static final Path CONF =
      Path.of(System.getProperty("trainmaster.root", "../..")).resolve("conf");

  @ParameterizedTest
  @CsvSource({"README.md", "trainmaster.properties"})
  void isTrue(String name) throws IOException {
    String expected = name.endsWith(".md") ? SettingsText.readme() : SettingsText.properties();
    if (Boolean.getBoolean("trainmaster.update")) {
      Files.writeString(CONF.resolve(name), expected);
    }
    assertThat(CONF.resolve(name)).content().isEqualTo(expected);
  }
}
