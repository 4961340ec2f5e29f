package io.trainmaster.track;

import io.trainmaster.run.RunId;

/** A run and the request that it was made for. */
public record Submitted(RunId run, Submission submission) {}
