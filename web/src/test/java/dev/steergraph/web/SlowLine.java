package dev.steergraph.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** A slow line to a server on this machine: all that a client sends arrives late, so that a transaction stays open long. */
public final class SlowLine implements AutoCloseable {

    private final ServerSocket socket;
    private final int port;
    private Duration delay;

    private SlowLine(ServerSocket socket, int port, Duration delay) {
        this.socket = socket;
        this.port = port;
        this.delay = delay;
    }

    public static SlowLine to(URI server, Duration delay) throws IOException {
        SlowLine line = new SlowLine(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), server.getPort(), delay);
        daemon(line::accept);
        return line;
    }

    /** Where clients connect. */
    public URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
    }

    /** From now on, and for what is under way. */
    public synchronized void delay(Duration changed) {
        delay = changed;
        notifyAll();
    }

    private synchronized void pause() throws InterruptedException {
        long arrived = System.nanoTime();
        for (long left = delay.toMillis();
                left > 0;
                left = delay.toMillis() - (System.nanoTime() - arrived) / 1_000_000) {
            wait(left);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            daemon(() -> copy(client, server, this::pause));
            daemon(() -> copy(server, client, () -> {}));
        }
    }

    private static void copy(Socket from, Socket to, Work before) throws IOException, InterruptedException {
        byte[] bytes = new byte[1 << 16];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                before.run();
                out.write(bytes, 0, n);
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Either side closes when it likes; the other end of the line closes with it. */
    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
