package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.Approval;
import io.trainmaster.track.Change;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What tasks ask people is kept in a {@link RunStore}, and the first answer counts. */
public abstract class ApprovalContract extends StoreContract {

  private final Approval asked =
      new Approval(
          new Approval.Key(run.id(), FIT, 1),
          "Release it?",
          "ml-leads",
          AT,
          AT.plusSeconds(60),
          Optional.empty());

  @Test
  void aQuestionIsOpenUntilItIsAnswered() {
    store.commit(List.of(run.created(), run.attempted(FIT, 1, AttemptPhase.LAUNCHED)));
    store.commit(List.of(new Change.ApprovalAsked(asked)));
    store.commit(List.of(new Change.ApprovalAsked(asked)));
    reopen();
    assertThat(store.approvals().open()).containsExactly(asked);

    Approval.Answer yes = new Approval.Answer(true, "ada", "Go.", AT.plusSeconds(5));
    assertThat(store.approvals().answer(asked.key(), yes)).isTrue();
    Approval.Answer no = new Approval.Answer(false, "bob", "Wait.", AT.plusSeconds(6));
    assertThat(store.approvals().answer(asked.key(), no)).as("the first counts").isFalse();
    reopen();

    assertThat(store.approvals().open()).isEmpty();
    assertThat(store.approvals().find(asked.key()).orElseThrow().answer()).contains(yes);
  }

  @Test
  void whatAnAttemptAskedThatIsOverIsNotOpen() {
    store.commit(List.of(run.created(), run.attempted(FIT, 1, AttemptPhase.LAUNCHED)));
    store.commit(List.of(new Change.ApprovalAsked(asked)));
    store.commit(List.of(run.attempted(FIT, 1, AttemptPhase.FAILED)));

    assertThat(store.approvals().open()).isEmpty();
  }

  @Test
  void whatNobodyAskedCanNotBeAnswered() {
    Approval.Answer yes = new Approval.Answer(true, "ada", "", AT);

    assertThat(store.approvals().find(asked.key())).isEmpty();
    assertThat(store.approvals().answer(asked.key(), yes)).isFalse();
  }

  @Test
  void aForgottenRunsQuestionsAreGone() {
    store.commit(
        List.of(
            run.created(),
            run.attempted(FIT, 1, AttemptPhase.LAUNCHED),
            new Change.ApprovalAsked(asked),
            run.attempted(FIT, 1, AttemptPhase.FAILED),
            new Change.RunChanged(run.summary(RunPhase.FAILED, "")),
            new Change.RunForgotten(run.id())));

    assertThat(store.approvals().find(asked.key())).isEmpty();
    assertThat(store.run(run.id())).isEmpty();
  }
}
