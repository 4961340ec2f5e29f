package io.trainmaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.CatalogueMarkdown;
import io.trainmaster.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The catalogue in jobs/README.md is what the operators say of themselves. Run with {@code
 * -Dtrainmaster.update=true} to write it anew.
 */
class JobsReadmeTest {

  private static final List<String> MODULES =
      List.of("engine/runtime", "jobs/host", "jobs/spark", "jobs/dl4j");
  private static final String MARK = "<!-- What follows is written from the signatures. -->\n";

  @Test
  void readmeIsWhatTheSignaturesSay() throws IOException {
    String root = System.getProperty("trainmaster.root", "");
    assumeTrue(!root.isEmpty(), "trainmaster.root names no source tree");
    List<SourceFile> files = new ArrayList<>();
    for (String module : MODULES) {
      Path file = Path.of(root, module, "target/classes/META-INF/trainmaster/operators.train");
      assumeTrue(Files.exists(file), module + " has not been compiled");
      files.add(new SourceFile(file.toString(), Files.readString(file)));
    }
    String catalogue = CatalogueMarkdown.of(Catalogue.read(files));
    Path readme = Path.of(root, "jobs/README.md");
    String page = Files.readString(readme);
    String head = page.substring(0, page.indexOf(MARK) + MARK.length());
    if (Boolean.getBoolean("trainmaster.update")) {
      Files.writeString(readme, head + "\n" + catalogue);
    }
    assertThat(Files.readString(readme)).isEqualTo(head + "\n" + catalogue);
  }
}
