/** One encoded frame; {@code micros} since the lecture began. */
record Packet(int track, long micros, boolean keyframe, byte[] bytes) {}
