package org.lectern.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The servers Lectern is measured beside: bare C, as it is and gathering, and STOMP always, nginx with nchan and NATS where they are on the machine. */
final class Peers implements AutoCloseable {

  private static final List<String> HEARTBEAT = List.of("--beat", "{\"type\":\"beat\"}");

  private final List<Process> broadcasters;
  private final Peer bareC;
  private final Peer gatheringC;
  private final Optional<NginxPeer> nginx;
  private final Optional<NatsPeer> nats;
  private final StompPeer stomp;

  private Peers(List<Process> broadcasters, Peer bareC, Peer gatheringC, Optional<NginxPeer> nginx, Optional<NatsPeer> nats, StompPeer stomp) {
    this.broadcasters = broadcasters;
    this.bareC = bareC;
    this.gatheringC = gatheringC;
    this.nginx = nginx;
    this.nats = nats;
    this.stomp = stomp;
  }

  /**
   * @param folder where they write
   * @param virtualMachine the options of Lectern's, for those who need one
   */
  static Peers start(LoadGenerator generator, Path folder, List<String> virtualMachine) throws IOException {
    int port = freePort();
    Process bare = generator.broadcaster(port);
    int another = freePort();
    Process gathering = generator.broadcaster(another, "gather");
    return new Peers(
        List.of(bare, gathering),
        new Peer("bare C", port, bare.pid(), false, HEARTBEAT),
        new Peer("C that gathers", another, gathering.pid(), false, HEARTBEAT),
        NginxPeer.start(freePort(), folder.resolve("nginx"), folder),
        NatsPeer.start(freePort(), folder.resolve("nats")),
        StompPeer.start(freePort(), folder, virtualMachine));
  }

  /** Those without a protocol of their own inside WebSocket. */
  List<Peer> bare() {
    List<Peer> peers = new ArrayList<>(List.of(bareC));
    nginx.ifPresent(peer -> peers.add(peer.peer()));
    return peers;
  }

  List<Peer> all() {
    List<Peer> peers = bare();
    peers.add(gatheringC);
    nats.ifPresent(peer -> peers.add(peer.peer()));
    peers.add(stomp.peer());
    return peers;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    broadcasters.forEach(Process::destroy);
    nginx.ifPresent(NginxPeer::close);
    nats.ifPresent(NatsPeer::close);
    stomp.close();
  }
}
