// What the browser knows of a connection (W3C, Identifiers for WebRTC's Statistics API).

/** Of one RTCPeerConnection with one audio stream; roundTrip, in seconds, is -1 without a report of the peer's. */
export async function statistics(connection) {
  const all = await connection.getStats();
  const of = (type) => [...all.values()].find((each) => each.type === type) ?? {};
  const by = (id) => all.get(id) ?? {};
  const transport = of('transport');
  const pair = by(transport.selectedCandidatePairId);
  const inbound = of('inbound-rtp');
  return {
    dtlsState: transport.dtlsState,
    dtlsRole: transport.dtlsRole,
    tlsVersion: transport.tlsVersion,
    dtlsCipher: transport.dtlsCipher,
    srtpCipher: transport.srtpCipher,
    pair: pair.state,
    nominated: pair.nominated,
    codec: by(inbound.codecId).mimeType,
    packetsReceived: inbound.packetsReceived ?? 0,
    packetsSent: of('outbound-rtp').packetsSent ?? 0,
    roundTrip: of('remote-inbound-rtp').roundTripTime ?? -1,
  };
}
