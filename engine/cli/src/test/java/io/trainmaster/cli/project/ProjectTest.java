package io.trainmaster.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {
  @TempDir Path folder;

  @Test
  void theRootIsTheNearestFolderWithSettings() throws IOException {
    Path workflows = Files.createDirectories(folder.resolve("shop/conf/workflows"));
    Files.createDirectories(folder.resolve("conf"));
    Files.createFile(folder.resolve("conf/trainmaster.properties"));

    assertThat(Project.find(Optional.empty(), workflows).root()).isEqualTo(folder);
  }

  @Test
  void withoutSettingsItIsTheOneWhoseWorkflowsTheseAre() throws IOException {
    Path workflows = Files.createDirectories(folder.resolve("shop/conf/workflows"));

    assertThat(Project.find(Optional.empty(), workflows).root()).isEqualTo(folder.resolve("shop"));
  }

  @Test
  void withoutEitherItIsTheFolderItself() {
    assertThat(Project.find(Optional.empty(), folder).root()).isEqualTo(folder);
  }
}
