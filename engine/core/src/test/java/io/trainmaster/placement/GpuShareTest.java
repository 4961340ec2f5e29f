package io.trainmaster.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuShareTest {

  @Test
  void isReadAsItIsWritten() {
    List<GpuShare> shares = List.of(GpuShare.whole("GPU-5f6e"), new GpuShare("1", 250));

    assertThat(GpuShare.text(shares)).isEqualTo("GPU-5f6e,1:250");
    assertThat(GpuShare.parse("GPU-5f6e,1:250")).isEqualTo(shares);
    assertThat(GpuShare.parse(GpuShare.text(List.of()))).isEmpty();
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatThrownBy(() -> GpuShare.parse("0:1001")).hasMessage("1001 thousandths of a GPU");
    assertThatThrownBy(() -> GpuShare.parse("0,,1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void peopleReadPartsOfOne() {
    assertThat(new GpuShare("GPU-1", 600).words()).isEqualTo("0.6 of GPU-1");
    assertThat(GpuShare.whole("GPU-1").words()).isEqualTo("GPU-1");
    assertThat(GpuShare.amount(List.of(GpuShare.whole("a"), GpuShare.whole("b")))).isEqualTo("2");
    assertThat(GpuShare.part(1)).isEqualTo("0.001");
    assertThat(GpuShare.part(1_000)).isEqualTo("1");
  }
}
