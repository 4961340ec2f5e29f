package io.trainmaster.model;

import java.util.List;

/** What happens around the runs of a workflow by itself: why they begin, and who hears of them. */
public record Automation(List<Trigger> triggers, List<Alert> alerts) {

  public Automation {
    triggers = List.copyOf(triggers);
    alerts = List.copyOf(alerts);
  }
}
