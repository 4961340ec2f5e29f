package io.trainmaster.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "1 B,1",
    "16 GiB,17179869184",
    "16GiB,17179869184",
    "2 GB,2000000000",
    "1.5 KiB,1536",
    "512 MiB,536870912"
  })
  void readsBytes(String text, long bytes) {
    assertThat(Quantities.bytes(text)).contains(bytes);
  }

  @ParameterizedTest
  @CsvSource({"500 ms,500", "30 s,30000", "5 min,300000", "2 h,7200000", "1 d,86400000"})
  void readsDurations(String text, long millis) {
    assertThat(Quantities.duration(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "16", "GiB", "16 gib", "-1 GiB", "1e3 B", "1..5 GiB", "99999999 TiB"})
  void refusesWhatIsNoAmount(String text) {
    assertThat(Quantities.bytes(text)).isEmpty();
  }
}
