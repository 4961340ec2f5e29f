package io.trainmaster.job.dl4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class OneBackendClassLoaderTest {

  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  @Test
  void showsTheBackendThatWasChosen() throws IOException {
    assertThat(Collections.list(loader(Device.CPU).getResources(SERVICE))).hasSize(1);
    assertThat(Collections.list(loader(Device.CUDA).getResources(SERVICE))).isEmpty();
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
