package org.lectern.bench.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Nodes alike, with one PostgreSQL, one bus and one store.
 *
 * @param nodes how many
 * @param cores of each, and of PostgreSQL's machine
 * @param together whether the balancer leads the people of a lecture to as few nodes as hold them, by its number in the address; else
 *     anybody comes to any node
 */
record Cluster(int nodes, int cores, boolean together) {

  /** Of anything; above it what waits begins to wait for what came before. */
  static final double COMFORTABLE = 0.6;

  /** What one machine's network passes on, in bits a second. */
  private static final double NETWORK = 10e9;

  /** Amazon takes as many requests a second under one prefix. */
  private static final double PUTS = 3_500;

  /** One node was measured with as many in one lecture. */
  private static final int HELD_TOGETHER = 5_000;

  /** Seconds from one look at who is elsewhere to the next where people come and go all the time, and where they do not. */
  private static final double LOOK_WHILE_THEY_COME = 1;
  private static final double LOOK = 5;
  private static final int SOMEBODY_ALWAYS_COMES = 1_000;

  private static final double MOST_NOTIFIES_A_SECOND = 333;

  /** Something that may give way, and how much of it is used; 1 is all. */
  record Use(String what, double share) {}

  /** Nodes on which one lecture has people. */
  double spread(Workload load) {
    double most = Math.min(nodes, load.people());
    return together ? Math.min(most, Math.ceil((double) load.people() / HELD_TOGETHER)) : most;
  }

  double peopleOnANode(Workload load) {
    return load.people() / spread(load);
  }

  Rounds rounds(Workload load, Costs costs) {
    return Rounds.of(peopleOnANode(load), load, costs, cores);
  }

  List<Use> ofTheNodes(Workload load, Costs costs) {
    return List.of(
        new Use("the nodes' processors", nodeMicros(load, costs) / 1e6 / cores),
        new Use("the nodes' network", load.allPeople() * load.bits() / nodes / NETWORK));
  }

  /** Of what more nodes do not make more. */
  List<Use> ofWhatTheyShare(Workload load, Costs costs) {
    return List.of(
        new Use("PostgreSQL: entries", databaseMicros(load, costs) / 1e6 / cores),
        new Use("PostgreSQL: who is elsewhere", elsewhereMicros(load, costs) / 1e6 / cores),
        new Use("PostgreSQL: pieces", load.lectures() * load.tracks() * costs.pieceInDatabase() / 1e6 / cores),
        new Use("the bus", Math.max(busMicros(load, costs) / 1e6, others(load) * load.lectures() * load.bits() / NETWORK)),
        new Use("the store", load.lectures() * load.tracks() / PUTS));
  }

  /** What is used most. */
  Use first(Workload load, Costs costs) {
    List<Use> all = new ArrayList<>(ofTheNodes(load, costs));
    all.addAll(ofWhatTheyShare(load, costs));
    return all.stream().max(Comparator.comparingDouble(Use::share)).orElseThrow();
  }

  private double nodeMicros(Workload load, Costs costs) {
    double rooms = load.lectures() * spread(load) * rounds(load, costs).share(peopleOnANode(load), costs) * 1e6;
    double people = load.allPeople() * costs.presence();
    double entries = load.lectures() * load.entries() * costs.append();
    double bus = others(load) == 0 ? 0 : load.lectures() * load.frames() * (costs.busOut() + others(load) * costs.busIn());
    double store = load.lectures() * load.tracks() * costs.piece();
    return (rooms + people + entries + bus + store) / nodes;
  }

  private double databaseMicros(Workload load, Costs costs) {
    double entries = load.lectures() * load.entries();
    double notifies = nodes == 1 ? 0 : Math.min(entries, nodes * MOST_NOTIFIES_A_SECOND);
    return entries * (costs.appendInDatabase() + others(load) * costs.readInDatabase())
        + notifies * (costs.tell() + nodes * (costs.tellEach() + costs.told()));
  }

  private double elsewhereMicros(Workload load, Costs costs) {
    double each = load.lectures() * spread(load) * (load.people() - peopleOnANode(load)) * costs.someoneElsewhere();
    return each / (load.people() < SOMEBODY_ALWAYS_COMES ? LOOK : LOOK_WHILE_THEY_COME);
  }

  /** The bus does its work in one thread. */
  private double busMicros(Workload load, Costs costs) {
    return others(load) == 0 ? 0 : load.lectures() * load.frames() * (costs.busTake() + others(load) * costs.busPass());
  }

  /** Nodes that a lecture's frames and entries must reach beside the one where they came from. */
  private double others(Workload load) {
    return spread(load) - 1;
  }
}
