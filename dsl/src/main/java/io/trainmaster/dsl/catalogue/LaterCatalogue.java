package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What later releases bring, as a catalogue of its own: read once, from a resource. */
final class LaterCatalogue {

  private static final String RESOURCE = "later.train";
  private static final Catalogue CATALOGUE = read();

  private LaterCatalogue() {}

  static Catalogue get() {
    return CATALOGUE;
  }

  private static Catalogue read() {
    try (InputStream text = LaterCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (text == null) {
        throw new IllegalStateException("The signatures of later releases are missing.");
      }
      return Catalogue.read(List.of(SourceFile.decode(RESOURCE, text.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
