package io.trainmaster.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutlineTest {

  @Test
  void measuresAreaPerimeterAndBounds() {
    Outline rectangle = Outline.of(new Rectangle2D.Double(2, 3, 4, 5));

    assertThat(rectangle.area()).isEqualTo(20);
    assertThat(rectangle.perimeter()).isEqualTo(18);
    assertThat(rectangle.bounds()).containsExactly(2, 3, 6, 8);
  }

  @Test
  void cutsCurvesIntoPieces() {
    Outline circle = Outline.of(new Ellipse2D.Double(0, 0, 10, 10));

    assertThat(circle.area()).isCloseTo(Math.PI * 25, within(0.6));
    assertThat(circle.perimeter()).isCloseTo(Math.PI * 10, within(0.1));
  }

  @Test
  void coversPixelsByTheShareThatIsInside() {
    double[] coverage = Outline.of(new Rectangle2D.Double(1.25, 1, 1.5, 1.5)).coverage(4, 8);

    assertThat(coverage)
        .containsExactly(0, 0, 0, 0, 0, 0.75, 0.75, 0, 0, 0.375, 0.375, 0, 0, 0, 0, 0);
  }

  @Test
  void coversNothingOutsideThePicture() {
    double[] coverage = Outline.of(new Rectangle2D.Double(-5, -5, 20, 20)).coverage(4, 2);

    assertThat(coverage).containsOnly(1);
    assertThat(Outline.of(new Rectangle2D.Double(9, 9, 3, 3)).coverage(4, 2)).containsOnly(0);
  }

  @Test
  void leavesHolesOpen() {
    Outline ring = ring();

    double[] coverage = ring.coverage(10, 4);

    assertThat(coverage[5 * 10 + 5]).isZero();
    assertThat(coverage[5 * 10 + 1]).isEqualTo(1);
    assertThat(Arrays.stream(coverage).sum()).isCloseTo(ring.area(), within(1e-9));
  }

  @Test
  void fillsWhereOutlinesOverlap() {
    GeneralPath path = new GeneralPath(new Rectangle2D.Double(0, 0, 3, 3));
    path.append(new Rectangle2D.Double(1, 1, 3, 3), false);

    double[] coverage = Outline.of(path).coverage(4, 1);

    assertThat(coverage).containsExactly(1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1);
  }

  @Test
  void thickensOutwardsAndIntoHoles() {
    Outline thicker = ring().emboldened(0.5);

    // The ring was 8 by 8 with a hole of 4 by 4.
    assertThat(thicker.area()).isCloseTo(81 - 9, within(0.8));
    assertThat(ring().emboldened(-0.5).area()).isCloseTo(49 - 25, within(0.8));
    assertThat(ring().emboldened(0).area()).isEqualTo(48);
  }

  @Test
  void thickensWhicheverWayItTurns() {
    Outline mirrored = ring().warped((x, y) -> new double[] {-x, y});

    assertThat(mirrored.emboldened(0.5).area()).isCloseTo(81 - 9, within(0.8));
  }

  private static Outline ring() {
    Area ring = new Area(new Rectangle2D.Double(1, 1, 8, 8));
    ring.subtract(new Area(new Rectangle2D.Double(3, 3, 4, 4)));
    return Outline.of(ring);
  }
}
