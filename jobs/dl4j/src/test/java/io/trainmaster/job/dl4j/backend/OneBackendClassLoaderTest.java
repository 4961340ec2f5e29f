package io.trainmaster.job.dl4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneBackendClassLoaderTest {

  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  @Test
  void showsTheBackendThatWasChosen() throws IOException {
    assertThat(Collections.list(loader(Device.CPU).getResources(SERVICE))).hasSize(1);
    assertThat(Collections.list(loader(Device.CUDA).getResources(SERVICE))).isEmpty();
  }

  /** As the class path is with -Pcuda: a second jar with a backend's name in it. */
  @Test
  void ofTwoBackendsShowsTheOneThatWasChosen(@TempDir Path folder) throws IOException {
    Path service = folder.resolve(SERVICE);
    Files.createDirectories(service.resolveSibling("x").getParent());
    Files.writeString(service, Device.CUDA.backendClass() + "\n");
    try (URLClassLoader both =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, OneBackendClassLoaderTest.class.getClassLoader())) {
      assertThat(Collections.list(both.getResources(SERVICE))).hasSize(2);
      for (Device device : Device.values()) {
        assertThat(
                Collections.list(
                    new OneBackendClassLoader(both, device.backendClass()).getResources(SERVICE)))
            .singleElement()
            .satisfies(
                url ->
                    assertThat(url.getPath().contains(folder.toString()))
                        .isEqualTo(device == Device.CUDA));
      }
    }
  }

  @Test
  void showsEverythingElse() throws IOException {
    assertThat(Collections.list(loader(Device.CUDA).getResources("META-INF/MANIFEST.MF")))
        .isNotEmpty();
  }

  private static ClassLoader loader(Device device) {
    return new OneBackendClassLoader(
        OneBackendClassLoaderTest.class.getClassLoader(), device.backendClass());
  }
}
