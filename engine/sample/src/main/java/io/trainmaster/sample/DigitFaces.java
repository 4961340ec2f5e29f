package io.trainmaster.sample;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The outlines of the ten digits in many faces, from fonts on the class path: those of KaTeX
 * (serif, typewriter, old style; SIL Open Font License) and Roboto (sans, condensed and slab, thin
 * to black; Apache License). Each digit is centred on the origin, is 1 high or wide, whichever is
 * more, and has y growing downwards.
 */
final class DigitFaces {

  private static final String KATEX = "org.webjars.npm/katex";
  private static final List<String> KATEX_FACES =
      List.of(
          "Fraktur-Regular",
          "Main-Bold",
          "Main-Italic",
          "Main-Regular",
          "Math-BoldItalic",
          "SansSerif-Bold",
          "SansSerif-Italic",
          "SansSerif-Regular",
          "Typewriter-Regular");
  private static final String ROBOTO = "org.webjars.bower/roboto-fontface";
  private static final List<String> ROBOTO_FACES =
      List.of(
          "Roboto/Roboto-Black",
          "Roboto/Roboto-BoldItalic",
          "Roboto/Roboto-Light",
          "Roboto/Roboto-LightItalic",
          "Roboto/Roboto-Medium",
          "Roboto/Roboto-Regular",
          "Roboto/Roboto-Thin",
          "Roboto/Roboto-ThinItalic",
          "Roboto-Condensed/Roboto-Condensed-Bold",
          "Roboto-Condensed/Roboto-Condensed-Light",
          "Roboto-Slab/Roboto-Slab-Bold",
          "Roboto-Slab/Roboto-Slab-Light",
          "Roboto-Slab/Roboto-Slab-Regular",
          "Roboto-Slab/Roboto-Slab-Thin");

  private final List<List<Outline>> faces;

  private DigitFaces(List<List<Outline>> faces) {
    this.faces = faces;
  }

  /** Reads the fonts; takes some tenths of a second. */
  static DigitFaces load() throws IOException {
    List<List<Outline>> faces = new ArrayList<>();
    String katex = folder(KATEX) + "dist/fonts/KaTeX_";
    for (String face : KATEX_FACES) {
      faces.add(digits(katex + face + ".ttf"));
    }
    String roboto = folder(ROBOTO) + "fonts/";
    for (String face : ROBOTO_FACES) {
      faces.add(digits(roboto + face + ".ttf"));
    }
    return new DigitFaces(faces);
  }

  /** How many faces there are. */
  int count() {
    return faces.size();
  }

  /** A digit in a face. */
  Outline digit(int face, int digit) {
    return faces.get(face).get(digit);
  }

  private static List<Outline> digits(String path) throws IOException {
    List<Outline> digits = new ArrayList<>();
    try (InputStream in = open(path);
        TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
      CmapLookup characters = font.getUnicodeCmapLookup();
      for (int digit = 0; digit <= 9; digit++) {
        int number = characters.getGlyphId('0' + digit);
        // Number 0 is the box that stands for what a font does not have.
        GlyphData glyph = number == 0 ? null : font.getGlyph().getGlyph(number);
        if (glyph == null) {
          throw new IOException("The font " + path + " has no digit " + digit);
        }
        digits.add(normal(Outline.of(glyph.getPath())));
      }
    }
    return List.copyOf(digits);
  }

  private static Outline normal(Outline outline) {
    double[] bounds = outline.bounds();
    double scale = 1 / Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
    double middleX = (bounds[0] + bounds[2]) / 2;
    double middleY = (bounds[1] + bounds[3]) / 2;
    return outline.warped((x, y) -> new double[] {(x - middleX) * scale, (middleY - y) * scale});
  }

  /** The folder of a web library on the class path, whose name has its version in it. */
  private static String folder(String library) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open("/META-INF/maven/" + library + "/pom.properties")) {
      properties.load(in);
    }
    return "/META-INF/resources/webjars/"
        + properties.getProperty("artifactId")
        + "/"
        + properties.getProperty("version")
        + "/";
  }

  private static InputStream open(String path) throws IOException {
    InputStream in = DigitFaces.class.getResourceAsStream(path);
    if (in == null) {
      throw new IOException("The class path has no " + path);
    }
    return in;
  }
}
