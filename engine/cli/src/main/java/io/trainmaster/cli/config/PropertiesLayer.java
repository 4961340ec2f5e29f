package io.trainmaster.cli.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.configuration2.PropertiesConfiguration.PropertiesReader;

/**
 * Reads one properties file with the line of each key. Commons Configuration reads the lines; its
 * builders and its interpolation are left out, since they would more than double the time that the
 * program takes to start.
 */
final class PropertiesLayer {
  private PropertiesLayer() {}

  /**
   * The keys of a file with their values; none where there is no such file.
   *
   * @param shown how messages name the file
   * @throws ConfigException where the file can't be read, or gives a key twice
   */
  static Map<String, Assigned> read(Layer layer, Path file, String shown) {
    Map<String, Assigned> values = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return values;
    }
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        PropertiesReader lines = new PropertiesReader(text)) {
      while (lines.nextProperty()) {
        String place = shown + ":" + lines.getLineNumber();
        String key = lines.getPropertyName();
        String value = lines.getPropertyValue().strip();
        Assigned earlier = values.put(key, new Assigned(layer, place, value));
        if (earlier != null) {
          throw new ConfigException(
              "The setting " + key + " is given twice.",
              place,
              "Remove one of them; the other is at " + earlier.origin() + ".");
        }
      }
    } catch (MalformedInputException e) {
      throw new ConfigException("The file is not UTF-8 text.", shown, "Save it as UTF-8.");
    } catch (IOException e) {
      throw new ConfigException(
          "The file can't be read: " + e.getMessage() + ".", shown, "Check its permissions.");
    }
    return values;
  }
}
