package io.trainmaster.job.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MasterPageTest {

  /** As a master of Spark 4.1 answers, of an application that runs and one that waits. */
  private static final String RECORDED =
      """
      {"url": "spark://127.0.0.1:7077",
       "activeapps": [
         {"id": "app-20260514120000-0000", "name": "digits-1/model/1 fence 1", "cores": 2,
          "state": "RUNNING"},
         {"id": "app-20260514120000-0001", "name": "digits-2/model/1 fence 2", "cores": 0,
          "state": "WAITING"}],
       "completedapps": [{"id": "app-20260514110000-0000", "cores": 2, "state": "FINISHED"}]}
      """;

  @Test
  void readsHowManyCoresAnApplicationHas() throws IOException {
    var answer = new ObjectMapper().readTree(RECORDED);

    assertThat(MasterPage.find(answer, "app-20260514120000-0000"))
        .contains(new MasterPage.Running("app-20260514120000-0000", 2));
    assertThat(MasterPage.find(answer, "app-20260514120000-0001"))
        .contains(new MasterPage.Running("app-20260514120000-0001", 0));
    assertThat(MasterPage.find(answer, "app-20260514110000-0000")).as("it has ended").isEmpty();
  }

  @Test
  void anotherPageIsNoMasters() {
    assertThatThrownBy(() -> MasterPage.find(new ObjectMapper().readTree("{}"), "app-1"))
        .isInstanceOf(IOException.class)
        .hasMessage("it is not the page of a Spark master");
    assertThatThrownBy(() -> new MasterPage("no address").find("app-1"))
        .isInstanceOf(IOException.class)
        .hasMessage("it is no address: no address");
  }
}
