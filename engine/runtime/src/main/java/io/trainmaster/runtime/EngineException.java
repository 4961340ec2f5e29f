package io.trainmaster.runtime;

import io.trainmaster.run.RunId;
import io.trainmaster.time.TriggerId;

/** The engine can't do what it was asked: what is the matter is in the message. */
public final class EngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** With a sentence for the person who asked. */
  public EngineException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** With a sentence for the person who asked, and what revealed it. */
  public EngineException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** There is no such run. */
  public static EngineException unknown(RunId run) {
    return new EngineException(Reason.RUN_UNKNOWN, "There is no run `" + run + "`.");
  }

  /** A run was made for another request with the same key. */
  public static EngineException taken(String key, RunId run) {
    return new EngineException(
        Reason.KEY_TAKEN,
        "Run %s was made for another request with the key `%s`.".formatted(run, key));
  }

  /** There is no such trigger, or it isn't active. */
  public static EngineException unknown(TriggerId trigger) {
    return new EngineException(
        Reason.TRIGGER_UNKNOWN, "There is no active trigger `" + trigger + "`.");
  }

  /** There is no active workflow that a hook makes runs of. */
  public static EngineException unknownHook(String hook) {
    return new EngineException(
        Reason.TRIGGER_UNKNOWN, "No active workflow runs on the hook `" + hook + "`.");
  }

  /** A trigger is about what happens, so that there are no times of it to be run again. */
  public static EngineException noTimes(TriggerId trigger) {
    return new EngineException(
        Reason.TRIGGER_UNKNOWN,
        "`" + trigger + "` makes runs when something happens: it has no times to run again.");
  }

  /** There is no such node, or none that what was asked may be done with. */
  public static EngineException unknownNode(String node) {
    return new EngineException(Reason.NODE_UNKNOWN, "There is no node `" + node + "`.");
  }

  /** What is the matter. */
  public Reason reason() {
    return reason;
  }

  /** What is the matter. */
  public enum Reason {
    /** There is no such run. */
    RUN_UNKNOWN,
    /** There is no such trigger, or it isn't active. */
    TRIGGER_UNKNOWN,
    /** There is no such node. */
    NODE_UNKNOWN,
    /** The run has ended well, so there is nothing to go on with. */
    NOT_RESUMABLE,
    /** Another run was asked for with the same key. */
    KEY_TAKEN,
    /** A parameter or a search makes no plan. */
    PLAN_IMPOSSIBLE,
    /** The engine was closed. */
    CLOSED,
    /** A defect of the engine. */
    BUG
  }
}
