package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** A PNG or JPEG file and its label. */
record ImageFile(CsvFile file, String label) implements Serializable {

  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  /** Whether a file's name is an image's. */
  static boolean named(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** The image. */
  BufferedImage read() throws TaskException {
    @Nullable Exception problem = null;
    try (InputStream bytes = file.bytes()) {
      BufferedImage image = ImageIO.read(bytes);
      if (image != null) {
        return image;
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      problem = e; // what ImageIO throws at damaged files
    }
    throw new TaskException(
        TaskError.SOURCE_MALFORMED,
        "The file is no image that can be read, or is damaged.",
        file.name(),
        "Write it again as PNG or JPEG, or move it away.",
        problem == null ? new IOException("no reader knows it") : problem);
  }

  /** The row, {@code pixels} and {@code label}. */
  Row row(ImageFormat format) throws TaskException {
    return RowFactory.create(format.bytes(read()), label);
  }
}
