package io.trainmaster.job.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnEvidenceTest {

  @ParameterizedTest
  @CsvSource({
    "INT, 1 -2 +3 0",
    "FLOAT, 1 2.5",
    "FLOAT, .5 1. 1e5 -2E-3 NaN -inf",
    "BOOL, true FALSE True",
    "DATE, 2026-01-31 2024-02-29",
    "INSTANT, 2026-01-31T10:00 2026-01-31T10:00:00.5Z 2026-01-31T10:00:00+02:00",
    "STRING, 2026-02-30",
    "STRING, 1 true",
    "STRING, 01234 5",
    "STRING, 123456789012345678901",
    "STRING, 0x10",
    "STRING, 1f",
    "STRING, 1e",
    "STRING, -",
    "STRING, .",
  })
  void findsTheNarrowestType(TextType type, String texts) {
    ColumnEvidence forwards = new ColumnEvidence();
    ColumnEvidence backwards = new ColumnEvidence();
    String[] all = texts.split(" ");
    for (int i = 0; i < all.length; i++) {
      forwards.add(all[i]);
      backwards.add(all[all.length - 1 - i]);
    }

    assertThat(forwards.type()).isEqualTo(type);
    assertThat(backwards.type()).isEqualTo(type);
  }

  @Test
  void addsUp() {
    ColumnEvidence whole = new ColumnEvidence();
    ColumnEvidence part = new ColumnEvidence();
    whole.add("1");
    part.add("1.5");
    part.addNull();

    whole.add(part);

    assertThat(whole.type()).isEqualTo(TextType.FLOAT);
    assertThat(whole.nullable()).isTrue();
  }

  @Test
  void takesAColumnWithoutValuesForStrings() {
    assertThat(new ColumnEvidence().type()).isEqualTo(TextType.STRING);
  }

  @Test
  void readsTimesInUtcWhereTheyNameNoZone() {
    assertThat(TextType.INSTANT.parse("2026-01-31 10:00"))
        .isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));
    assertThat(TextType.INSTANT.parse("2026-01-31T10:00:00+02:00"))
        .isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
    assertThat(TextType.DATE.parse("2026-01-31")).isEqualTo(LocalDate.of(2026, 1, 31));
  }
}
