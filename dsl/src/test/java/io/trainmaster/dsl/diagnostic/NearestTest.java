package io.trainmaster.dsl.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> WORDS =
      List.of("ingest.csv", "ingest.json", "train.gbt", "validate", "cpu", "memory");

  @Test
  void findsSlipsOfTheHand() {
    assertThat(Nearest.to("valdiate", WORDS)).contains("validate");
    assertThat(Nearest.to("ingest.cvs", WORDS)).contains("ingest.csv");
    assertThat(Nearest.to("Memory", WORDS)).contains("memory");
    assertThat(Nearest.to("cpus", WORDS)).contains("cpu");
  }

  @Test
  void findsAForgottenPrefix() {
    assertThat(Nearest.to("gbt", WORDS)).contains("train.gbt");
    assertThat(Nearest.to("read.json", WORDS)).contains("ingest.json");
  }

  @Test
  void keepsSilentAboutStrangers() {
    assertThat(Nearest.to("banana", WORDS)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }

  @Test
  void countsASwapAsOne() {
    assertThat(Nearest.distance("abcd", "abdc")).isEqualTo(1);
    assertThat(Nearest.distance("abc", "abc")).isZero();
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }
}
