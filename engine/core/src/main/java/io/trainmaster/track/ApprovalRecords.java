package io.trainmaster.track;

import java.util.List;
import java.util.Optional;

/**
 * What tasks have asked people; a part of the {@link RunStore}. Safe for use from several threads.
 */
public interface ApprovalRecords {

  /** What attempts that are under way have asked and nobody has answered, oldest first. */
  List<Approval> open();

  /** What an attempt has asked. */
  Optional<Approval> find(Approval.Key key);

  /**
   * Answers. The first answer counts.
   *
   * @return false where there is no such question, or it was answered before
   */
  boolean answer(Approval.Key key, Approval.Answer answer);
}
