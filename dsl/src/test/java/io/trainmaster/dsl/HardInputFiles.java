package io.trainmaster.dsl;

import io.trainmaster.dsl.source.SourceLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes the hard inputs to a folder, as they are and, where they are larger than a file may be, as
 * large as one may be. {@code scripts/bench/hard-inputs} runs it.
 */
final class HardInputFiles {

  private HardInputFiles() {}

  /** Takes the folder. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long most = SourceLimit.DEFAULT.bytes();
    Map<String, Supplier<byte[]>> within = HardInputs.within(most);
    int number = 0;
    for (Map.Entry<String, Supplier<byte[]>> input : HardInputs.all().entrySet()) {
      byte[] whole = input.getValue().get();
      String name = "%03d-%s".formatted(number++, input.getKey().replaceAll("[^A-Za-z0-9]+", "-"));
      if (whole.length > most) {
        Files.write(folder.resolve(name + "-whole.train"), whole);
        whole = within.get(input.getKey()).get();
      }
      Files.write(folder.resolve(name + ".train"), whole);
    }
  }
}
