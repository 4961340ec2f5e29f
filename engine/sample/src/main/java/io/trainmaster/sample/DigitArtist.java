package io.trainmaster.sample;

/**
 * Draws a digit as if by another hand each time: a face, bent, slanted, turned and stretched, with
 * a pen of some thickness, on paper that is not always clean. White on black, 28 by 28, about 20
 * high and centred by its mass, as the images of MNIST are.
 */
final class DigitArtist {

  /** Width and height of a picture. */
  static final int SIZE = 28;

  private static final int SCAN_LINES = 8;
  private static final int WAVES = 3;

  private final DigitFaces faces;

  DigitArtist(DigitFaces faces) {
    this.faces = faces;
  }

  /** The pixels of a digit, row by row; 0 is black. */
  byte[] draw(int digit, SeededRandom random) {
    Outline outline = faces.digit(random.below(faces.count()), digit);
    outline = fitted(slanted(bent(outline, random), random), random.uniform(18.5, 21));
    outline = penned(outline, random);
    double[] ink = outline.coverage(SIZE, SCAN_LINES);
    outline = centred(outline, ink, random);
    ink = outline.coverage(SIZE, SCAN_LINES);
    if (random.chance(0.2)) {
      erase(ink, random);
    }
    ink = blurred(ink, random.uniform(0, 0.22));
    return exposed(ink, random);
  }

  /** Elastic distortion: a sum of waves moves each point. */
  private static Outline bent(Outline outline, SeededRandom random) {
    double[][] waves = new double[2 * WAVES][];
    double strength = random.uniform(0.005, 0.036);
    for (int i = 0; i < waves.length; i++) {
      waves[i] =
          new double[] {
            strength * random.normal(),
            2 * StrictMath.PI * random.uniform(-1.1, 1.1),
            2 * StrictMath.PI * random.uniform(-1.1, 1.1),
            2 * StrictMath.PI * random.uniform()
          };
    }
    return outline.warped(
        (x, y) -> {
          double[] moved = {x, y};
          for (int i = 0; i < waves.length; i++) {
            double[] wave = waves[i];
            moved[i % 2] += wave[0] * StrictMath.sin(wave[1] * x + wave[2] * y + wave[3]);
          }
          return moved;
        });
  }

  /** Turned, slanted and stretched. */
  private static Outline slanted(Outline outline, SeededRandom random) {
    double angle = random.normal(0, 0.11, -0.3, 0.3);
    double slant = random.normal(0.08, 0.16, -0.35, 0.45);
    double width = random.uniform(0.8, 1.2);
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    return outline.warped(
        (x, y) -> {
          double slantedX = width * x - slant * y;
          return new double[] {cosine * slantedX - sine * y, sine * slantedX + cosine * y};
        });
  }

  /** Scaled to a box of some pixels in the middle of the picture. */
  private static Outline fitted(Outline outline, double box) {
    double[] bounds = outline.bounds();
    double scale = box / Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
    double middleX = (bounds[0] + bounds[2]) / 2;
    double middleY = (bounds[1] + bounds[3]) / 2;
    double center = SIZE / 2.0;
    return outline.warped(
        (x, y) -> new double[] {center + (x - middleX) * scale, center + (y - middleY) * scale});
  }

  /** Drawn with a pen whose width lies between the face's own and another. */
  private static Outline penned(Outline outline, SeededRandom random) {
    // A stroke of width w and length n has area w * n and a perimeter of about 2 * n.
    double width = 2 * outline.area() / outline.perimeter();
    double wanted = random.uniform(1.5, 3.6);
    double change = Math.max(-0.7, Math.min(0.9, (wanted - width) / 2));
    return outline.emboldened(random.uniform(0.5, 1) * change);
  }

  /** Moved so that its mass lies in the middle, or a little beside it. */
  private static Outline centred(Outline outline, double[] ink, SeededRandom random) {
    double mass = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < ink.length; i++) {
      mass += ink[i];
      sumX += ink[i] * (i % SIZE + 0.5);
      sumY += ink[i] * (i / SIZE + 0.5);
    }
    double center = SIZE / 2.0;
    double moveX = center - sumX / mass + random.normal(0, 0.4, -1, 1);
    double moveY = center - sumY / mass + random.normal(0, 0.4, -1, 1);
    return outline.warped((x, y) -> new double[] {x + moveX, y + moveY});
  }

  /** Takes ink away in a spot or two, as a dry pen does. */
  private static void erase(double[] ink, SeededRandom random) {
    int spots = 1 + random.below(2);
    for (int spot = 0; spot < spots; spot++) {
      double x = random.uniform(6, 22);
      double y = random.uniform(5, 23);
      double radius = random.uniform(0.8, 1.5);
      for (int i = 0; i < ink.length; i++) {
        double dx = i % SIZE + 0.5 - x;
        double dy = i / SIZE + 0.5 - y;
        double distance = Math.sqrt(dx * dx + dy * dy) / radius;
        ink[i] *= Math.min(1, Math.max(0.15, distance - 0.3));
      }
    }
  }

  /** Each pixel gives a share of its ink to its neighbours. */
  private static double[] blurred(double[] ink, double share) {
    return along(along(ink, share, 1), share, SIZE);
  }

  private static double[] along(double[] ink, double share, int step) {
    double[] blurred = new double[ink.length];
    for (int i = 0; i < ink.length; i++) {
      double before = i >= step ? ink[i - step] : 0;
      double after = i + step < ink.length ? ink[i + step] : 0;
      blurred[i] = (1 - 2 * share) * ink[i] + share * (before + after);
    }
    return blurred;
  }

  /** Brightness, contrast and, on some paper, noise; then as bytes. */
  private static byte[] exposed(double[] ink, SeededRandom random) {
    double contrast = random.uniform(1.0, 1.5);
    double brightness = random.uniform(0.75, 1.0);
    double noise = random.chance(0.4) ? random.uniform(0.01, 0.07) : 0;
    byte[] pixels = new byte[ink.length];
    for (int i = 0; i < ink.length; i++) {
      double light = brightness * Math.min(1, contrast * ink[i]);
      if (noise > 0) {
        light += noise * random.normal();
      }
      pixels[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, light)));
    }
    return pixels;
  }
}
