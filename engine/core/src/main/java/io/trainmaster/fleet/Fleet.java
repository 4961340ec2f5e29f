package io.trainmaster.fleet;

import java.util.Arrays;
import java.util.List;

/**
 * Nodes in a fixed order, which is also the order in which ties between them are broken, and a log
 * of which of them have changed. For one thread.
 */
public final class Fleet {

  private final List<NodeState> nodes;

  /** The nodes that changed last, by the number of the change modulo the length. */
  private final int[] changed;

  /** For each node the number of its last change; -1 where there was none. */
  private final long[] lastChange;

  private long changes;

  /** A fleet of these nodes, which are changed by nobody else from here on. */
  public Fleet(List<NodeState> nodes) {
    this.nodes = List.copyOf(nodes);
    this.changed = new int[Math.max(1, this.nodes.size())];
    this.lastChange = new long[this.nodes.size()];
    Arrays.fill(lastChange, -1);
  }

  /** How many nodes there are. */
  public int size() {
    return nodes.size();
  }

  /** The node at an index. */
  public NodeState node(int index) {
    return nodes.get(index);
  }

  /** Takes what an assignment says. */
  public void take(Assignment assignment, Demand demand) {
    nodes.get(assignment.node()).take(demand, assignment.gpus());
    noteChange(assignment.node());
  }

  /** Takes CPU and memory of a node, as {@link NodeState#hold}. */
  public void hold(int node, int cpuMilli, long memoryBytes) {
    nodes.get(node).hold(cpuMilli, memoryBytes);
    noteChange(node);
  }

  /** Takes thousandths of a GPU of a node, as {@link NodeState#holdShare}. */
  public void holdShare(int node, int gpu, int milli) {
    nodes.get(node).holdShare(gpu, milli);
    noteChange(node);
  }

  /** Gives back what {@link #take} took. */
  public void release(Assignment assignment, Demand demand) {
    nodes.get(assignment.node()).release(demand, assignment.gpus());
    noteChange(assignment.node());
  }

  /** How many changes there have been. */
  public long changes() {
    return changes;
  }

  /**
   * Whether it is still known which nodes changed since there had been so many changes. If not, any
   * may have.
   */
  public boolean remembers(long since) {
    return changes - since <= changed.length;
  }

  /** The index of the node that the change with this number, from 0, was of. */
  public int changedBy(long change) {
    return changed[(int) (change % changed.length)];
  }

  /** Whether the node of this change has not changed again since. */
  public boolean isLast(long change) {
    return lastChange[changedBy(change)] == change;
  }

  private void noteChange(int node) {
    lastChange[node] = changes;
    changed[(int) (changes % changed.length)] = node;
    changes++;
  }
}
