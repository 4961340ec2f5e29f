package io.trainmaster.worker.remote;

import io.trainmaster.placement.Node;

/** Hears of workers. Calls come from several threads; a listener returns soon. */
public interface NodeListener {

  /** A worker is there with this node: it is new, has become another, or is heard again. */
  void present(Node node);

  /** A worker hasn't been heard for as long as its lease, and its attempts are given up. */
  void lost(String node);
}
