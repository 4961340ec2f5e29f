package io.trainmaster.job.dl4j.backend;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.Nd4jBlas;

/**
 * Keeps the native libraries from splitting an operation among threads. Two reasons: a sum that is
 * split differently is rounded differently, so a result would depend on the number of cores; and
 * OpenMP's threads spin while they wait, which on a busy machine costs more than they bring. Work
 * is split above them instead, by {@link Shards}.
 */
final class NativeThreads {

  private NativeThreads() {}

  /** For the libraries, and for the thread that calls. */
  static void useOne() {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    if (Nd4j.factory().blas() instanceof Nd4jBlas blas) {
      blas.setMaxThreads(1);
    }
  }
}
