package io.trainmaster.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsSampleTest {

  private static final String IMAGES = "train-images-idx3-ubyte.gz";
  private static final String LABELS = "train-labels-idx1-ubyte.gz";

  private final Sample sample = Samples.find("digits").orElseThrow();

  /** What a row and seed give may never change: people compare their numbers with ours. */
  @Test
  void givesTheSameContentForEver(@TempDir Path folder) throws IOException {
    write(folder, 300, 7);

    assertThat(Digests.of(folder.resolve(IMAGES)))
        .isEqualTo("a8ccabac0298cf48f0112a4e9d2743e819bdca300e8e05c462362d494ef5d8f9");
    assertThat(Digests.of(folder.resolve(LABELS)))
        .isEqualTo("c1f4ebadc49828e8a7795720178c106e6566ef73dd419c9f62f2aad01367b18b");
  }

  @Test
  void givesTheSameBytesTwice(@TempDir Path folder) throws IOException {
    write(folder.resolve("one"), 50, 7);
    write(folder.resolve("two"), 50, 7);

    for (String file : List.of(IMAGES, LABELS)) {
      assertThat(folder.resolve("one").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
      byte[] zipped = Files.readAllBytes(folder.resolve("one").resolve(file));
      assertThat(zipped[4] | zipped[5] | zipped[6] | zipped[7]).as("time in the header").isZero();
    }
  }

  @Test
  void hasAllDigitsAboutAsOften(@TempDir Path folder) throws IOException {
    byte[] labels = write(folder, 1_000, 1).labels();

    int[] counts = new int[10];
    for (byte label : labels) {
      counts[label]++;
    }
    assertThat(Arrays.stream(counts)).allMatch(count -> count > 70 && count < 130);
  }

  @Test
  void drawsWhiteOnBlackAroundTheMiddle(@TempDir Path folder) throws IOException {
    for (byte[] pixels : write(folder, 400, 1).pixels()) {
      double mass = 0;
      double x = 0;
      double y = 0;
      for (int i = 0; i < pixels.length; i++) {
        int light = pixels[i] & 0xff;
        mass += light;
        x += light * (i % 28 + 0.5);
        y += light * (i / 28 + 0.5);
      }
      assertThat(mass / pixels.length / 255).isBetween(0.03, 0.4);
      assertThat(x / mass).isCloseTo(14, within(2.0));
      assertThat(y / mass).isCloseTo(14, within(2.0));
    }
  }

  /** A model must look at shapes to be good, and can be. */
  @Test
  void isNeitherTrivialNorHopeless(@TempDir Path folder) throws IOException {
    Images images = write(folder, 2_500, 3);

    assertThat(images.nearestNeighbourAccuracy(2_000)).isBetween(0.85, 0.97);
  }

  @Test
  void drawsEveryDigitOfEveryFace() throws IOException {
    DigitFaces faces = DigitFaces.load();

    assertThat(faces.count()).isGreaterThanOrEqualTo(20);
    for (int face = 0; face < faces.count(); face++) {
      for (int digit = 0; digit <= 9; digit++) {
        double[] bounds = faces.digit(face, digit).bounds();
        double width = bounds[2] - bounds[0];
        double height = bounds[3] - bounds[1];
        assertThat(Math.max(width, height)).isCloseTo(1, within(1e-9));
        assertThat(faces.digit(face, digit).area()).isGreaterThan(0.02);
      }
    }
  }

  @Test
  void tellsWhatItWrote(@TempDir Path folder) throws IOException {
    List<Long> told = new ArrayList<>();

    SampleFiles files =
        sample.write(new SampleRequest(600, 1, folder, false), (done, total) -> told.add(done));

    assertThat(told).containsExactly(500L, 600L);
    assertThat(files.files()).containsExactly(folder.resolve(IMAGES), folder.resolve(LABELS));
    assertThat(files.rows()).isEqualTo(600);
    assertThat(files.bytes())
        .isEqualTo(Files.size(folder.resolve(IMAGES)) + Files.size(folder.resolve(LABELS)));
  }

  @Test
  void replacesNothingUnlessToldTo(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(LABELS), "mine");

    assertThatThrownBy(() -> write(folder, 10, 1))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(LABELS);
    assertThat(folder.resolve(LABELS)).hasContent("mine");
    assertThat(folder.resolve(IMAGES)).doesNotExist();

    sample.write(new SampleRequest(10, 1, folder, true), SampleProgress.NONE);
    assertThat(Images.read(folder).labels()).hasSize(10);
  }

  @Test
  void refusesNumbersOfRowsThatItCannotHave(@TempDir Path folder) {
    assertThatIllegalArgumentException().isThrownBy(() -> write(folder, 1_000_001, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> write(folder, 0, 1));
  }

  @Test
  void isListed() {
    assertThat(Samples.all()).extracting(Sample::name).containsExactly("churn", "digits");
    assertThat(Samples.all()).noneMatch(one -> one.description().isBlank());
    assertThat(Samples.find("housing")).isEmpty();
  }

  private Images write(Path folder, long rows, long seed) throws IOException {
    sample.write(new SampleRequest(rows, seed, folder, false), SampleProgress.NONE);
    return Images.read(folder);
  }
}
