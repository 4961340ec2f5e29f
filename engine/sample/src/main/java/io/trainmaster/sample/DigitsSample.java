package io.trainmaster.sample;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Images of digits and their labels in MNIST's format (IDX, zipped), as {@link DigitArtist} draws
 * them. Written image by image, in memory that does not grow with their number. The content is the
 * same for the same seed; the zipped bytes may differ where the JDK's zlib does.
 */
final class DigitsSample implements Sample {

  private static final String IMAGES = "train-images-idx3-ubyte.gz";
  private static final String LABELS = "train-labels-idx1-ubyte.gz";
  private static final int MAGIC_IMAGES = 0x803;
  private static final int MAGIC_LABELS = 0x801;
  private static final int BUFFER = 1 << 16;
  private static final int REPORT_EVERY = 500;

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String description() {
    return "Images of digits, 28 by 28, drawn from fonts: " + IMAGES + " and " + LABELS;
  }

  @Override
  public long defaultRows() {
    return 5_000;
  }

  @Override
  public long maximumRows() {
    return 1_000_000;
  }

  @Override
  public SampleFiles write(SampleRequest request, SampleProgress progress) throws IOException {
    RowLimits.check(this, request.rows());
    try (StagedFiles staged = new StagedFiles(request.directory(), request.replace())) {
      try (DataOutputStream images = open(staged, IMAGES);
          DataOutputStream labels = open(staged, LABELS)) {
        write(request, progress, images, labels);
      }
      List<Path> files = staged.publish();
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return new SampleFiles(files, request.rows(), bytes);
    }
  }

  private static void write(
      SampleRequest request,
      SampleProgress progress,
      DataOutputStream images,
      DataOutputStream labels)
      throws IOException {
    int rows = (int) request.rows();
    images.writeInt(MAGIC_IMAGES);
    images.writeInt(rows);
    images.writeInt(DigitArtist.SIZE);
    images.writeInt(DigitArtist.SIZE);
    labels.writeInt(MAGIC_LABELS);
    labels.writeInt(rows);
    DigitArtist artist = new DigitArtist(DigitFaces.load());
    for (int row = 0; row < rows; row++) {
      SeededRandom random = SeededRandom.ofRow(request.seed(), row);
      int digit = random.below(10);
      images.write(artist.draw(digit, random));
      labels.writeByte(digit);
      if ((row + 1) % REPORT_EVERY == 0 || row + 1 == rows) {
        progress.rows(row + 1, rows);
      }
    }
  }

  private static DataOutputStream open(StagedFiles staged, String name) throws IOException {
    OutputStream file = staged.open(name);
    return new DataOutputStream(
        new BufferedOutputStream(new GZIPOutputStream(file, BUFFER), BUFFER));
  }
}
