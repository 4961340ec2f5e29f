package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.zip.ZipException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Two files in the IDX format of MNIST: grey images, and the label of each.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">the format</a>
 */
record IdxPair(CsvFile images, CsvFile labels) implements Serializable {

  private static final int IMAGES_MAGIC = 0x00000803;
  private static final int LABELS_MAGIC = 0x00000801;
  private static final int SIDE_MAX = 1 << 14;

  /** What a pass over both files found. */
  record Scan(
      Source imageSource,
      Source labelSource,
      int count,
      int width,
      int height,
      TreeSet<Integer> classes) {}

  /** The digest and the size of a file as it stands. */
  record Source(CsvFile file, String digest, long bytes) {}

  /** Reads both files through and makes sure that they belong together. */
  Scan scan() throws IOException, TaskException {
    int[] header = new int[4];
    Source imageSource =
        read(
            images,
            data -> {
              readHeader(data, header, images, IMAGES_MAGIC, "images");
              if (header[2] < 1 || header[3] < 1 || header[2] > SIDE_MAX || header[3] > SIDE_MAX) {
                throw malformed(
                    images,
                    "The images have no sensible size: %d by %d.".formatted(header[3], header[2]));
              }
              data.skipNBytes((long) header[1] * header[2] * header[3]);
            });
    int[] labelHeader = new int[2];
    TreeSet<Integer> classes = new TreeSet<>();
    Source labelSource =
        read(
            labels,
            data -> {
              readHeader(data, labelHeader, labels, LABELS_MAGIC, "labels");
              for (int i = 0; i < labelHeader[1]; i++) {
                classes.add(data.readUnsignedByte());
              }
            });
    if (header[1] != labelHeader[1]) {
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          "There are not as many labels as images.",
          "%s: %d images, %s: %d labels"
              .formatted(images.name(), header[1], labels.name(), labelHeader[1]),
          "Give the two files that belong together.");
    }
    return new Scan(imageSource, labelSource, header[1], header[3], header[2], classes);
  }

  /** The rows, {@code pixels} and {@code label}. */
  Iterator<Row> rows(ImageFormat format) throws IOException {
    DataInputStream imageData = open(images, images.bytes());
    DataInputStream labelData = open(labels, labels.bytes());
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener(
          (TaskCompletionListener)
              ended -> {
                try (imageData;
                    labelData) {
                  // closed here
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    imageData.readInt();
    int count = imageData.readInt();
    int height = imageData.readInt();
    int width = imageData.readInt();
    labelData.readLong();
    return new Iterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        return given < count;
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        given++;
        byte[] grey = new byte[width * height];
        try {
          imageData.readFully(grey);
          String label = Integer.toString(labelData.readUnsignedByte());
          return RowFactory.create(format.bytes(grey, width, height), label);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** What is read of a file. */
  private interface Reading {
    void of(DataInputStream data) throws IOException, TaskException;
  }

  private static Source read(CsvFile file, Reading reading) throws IOException, TaskException {
    try (DigestStream bytes = new DigestStream(file.bytes());
        DataInputStream data = open(file, bytes)) {
      reading.of(data);
      if (data.read() >= 0) {
        throw malformed(file, "The file goes on after what its header announces.");
      }
      bytes.drain();
      return new Source(file, bytes.hex(), bytes.count());
    } catch (EOFException e) {
      throw malformed(file, "The file ends before what its header announces.");
    } catch (ZipException e) {
      throw malformed(file, CsvScan.DAMAGED);
    }
  }

  private static DataInputStream open(CsvFile file, InputStream bytes) throws IOException {
    return new DataInputStream(new BufferedInputStream(file.unpacked(bytes), 1 << 16));
  }

  private static void readHeader(
      DataInputStream data, int[] header, CsvFile file, int magic, String what)
      throws IOException, TaskException {
    for (int i = 0; i < header.length; i++) {
      header[i] = data.readInt();
      if (i == 0 && header[0] != magic) {
        throw malformed(
            file,
            "The file is no IDX file of %s: it begins with 0x%08x, not 0x%08x."
                .formatted(what, header[0], magic));
      }
    }
    if (header[1] <= 0) {
      throw new TaskException(
          TaskError.SOURCE_EMPTY,
          "The file announces no " + what + ".",
          file.name(),
          "Check what should have written it.");
    }
  }

  private static TaskException malformed(CsvFile file, String message) {
    return new TaskException(
        TaskError.SOURCE_MALFORMED, message, file.name(), "Fetch the file again.");
  }
}
