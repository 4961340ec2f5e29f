package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.track.Change;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Models registered in a {@link RunStore} have versions, aliases and tags. */
public abstract class RegistryContract extends StoreContract {

  @Test
  void aModelGetsTheNextVersionOfItsName() {
    register(1, "churn");
    register(2, "churn");
    register(3, "digits");
    register(4, "churn");
    reopen();

    assertThat(store.models(Optional.of("churn")))
        .extracting(ModelVersion::label)
        .containsExactly("churn v3", "churn v2", "churn v1");
    assertThat(store.models(Optional.empty()))
        .extracting(ModelVersion::label)
        .containsExactly("churn v3", "churn v2", "churn v1", "digits v1");
    assertThat(store.models(Optional.of("nothing"))).isEmpty();
  }

  @Test
  void whatIsNewAndWhatAnAliasPointsAtIsFound() {
    register(1, "churn", "candidate");
    register(2, "churn");
    register(3, "digits");
    reopen();
    assertThat(store.registeredAfter("churn", 0))
        .extracting(ModelVersion::label)
        .containsExactly("churn v1", "churn v2");
    assertThat(store.registeredAfter("churn", 1))
        .extracting(ModelVersion::label)
        .containsExactly("churn v2");
    assertThat(store.registeredAfter("churn", 2)).isEmpty();
    assertThat(store.aliased("churn", "candidate").map(ModelVersion::version)).contains(1);
    assertThat(store.setAlias("churn", "candidate", 2)).isTrue();
    assertThat(store.aliased("churn", "candidate"))
        .contains(store.models(Optional.of("churn")).get(0));
    assertThat(store.aliased("churn", "production")).isEmpty();
    assertThat(store.aliased("digits", "candidate")).isEmpty();
  }

  @Test
  void aVersionIsAsItWasRegistered() {
    register(1, "churn", "candidate", "latest");
    ModelVersion given = new SampleRun("churn", 1).registered("churn", List.of()).model();

    ModelVersion found = store.model(given.run(), FIT).orElseThrow();

    assertThat(found)
        .isEqualTo(
            new ModelVersion(
                "churn",
                1,
                given.model(),
                Optional.empty(),
                given.run(),
                FIT,
                List.of("candidate", "latest"),
                Map.of("stage", "test"),
                given.registeredAt()));
    assertThat(store.model(given.run(), LOAD)).isEmpty();
  }

  @Test
  void aReportIsKept() {
    SampleRun made = new SampleRun("churn", 1);
    ModelVersion bare = made.registered("churn", List.of()).model();
    ModelVersion reported =
        new ModelVersion(
            bare.name(),
            0,
            bare.model(),
            Optional.of(new RandomModel(1).artifact()),
            bare.run(),
            bare.task(),
            List.of(),
            Map.of(),
            bare.registeredAt());
    store.commit(List.of(made.created(), new Change.ModelRegistered(reported)));

    assertThat(store.model(bare.run(), FIT).orElseThrow().report()).isEqualTo(reported.report());
  }

  @Test
  void registeringAgainGivesNoNewVersionAndMovesNoAlias() {
    register(1, "churn", "candidate");
    register(2, "churn", "candidate");
    register(1, "churn", "candidate");

    assertThat(store.models(Optional.of("churn"))).hasSize(2);
    assertThat(aliases(2)).containsExactly("candidate");
    assertThat(aliases(1)).isEmpty();
  }

  @Test
  void anAliasPointsAtOneVersion() {
    register(1, "churn");
    register(2, "churn");

    assertThat(store.setAlias("churn", "production", 1)).isTrue();
    assertThat(aliases(1)).containsExactly("production");
    assertThat(store.setAlias("churn", "production", 2)).isTrue();
    reopen();
    assertThat(aliases(1)).isEmpty();
    assertThat(aliases(2)).containsExactly("production");
    assertThat(store.setAlias("churn", "production", 3)).isFalse();
    assertThat(store.setAlias("digits", "production", 1)).isFalse();
    assertThat(aliases(2)).containsExactly("production");
  }

  @Test
  void aTagHasTheValueItWasGivenLast() {
    register(1, "churn");

    assertThat(store.setTag("churn", 1, "stage", "live")).isTrue();
    assertThat(store.setTag("churn", 1, "owner", "ann")).isTrue();
    assertThat(store.setTag("churn", 2, "owner", "ann")).isFalse();
    reopen();

    assertThat(version(1).tags()).isEqualTo(Map.of("stage", "live", "owner", "ann"));
  }

  private void register(int number, String name, String... aliases) {
    SampleRun made = new SampleRun("churn", number);
    store.commit(List.of(made.created(), made.registered(name, List.of(aliases))));
  }

  private List<String> aliases(int version) {
    return version(version).aliases();
  }

  private ModelVersion version(int version) {
    return store.models(Optional.of("churn")).stream()
        .filter(model -> model.version() == version)
        .findFirst()
        .orElseThrow();
  }
}
