/** RFC 6455 on Tomcat's upgraded socket, so that a message framed once can be written to a thousand sockets without waiting for any. */
@NullMarked
package org.lectern.room.websocket;

import org.jspecify.annotations.NullMarked;
