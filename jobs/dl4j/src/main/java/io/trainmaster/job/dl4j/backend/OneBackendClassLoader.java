package io.trainmaster.job.dl4j.backend;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Shows ND4J one of the backends on the class path. Left alone, ND4J takes the one of the highest
 * priority that loads, and falls back to another without an error.
 */
final class OneBackendClassLoader extends ClassLoader {

  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  private final String backend;

  OneBackendClassLoader(ClassLoader parent, String backend) {
    super(parent);
    this.backend = backend;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> all = super.getResources(name);
    if (!name.equals(SERVICE)) {
      return all;
    }
    List<URL> chosen = new ArrayList<>();
    for (URL url : Collections.list(all)) {
      try (InputStream in = url.openStream()) {
        if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(backend)) {
          chosen.add(url);
        }
      }
    }
    return Collections.enumeration(chosen);
  }
}
