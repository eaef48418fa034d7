// The soak's client for grpc-go, with its defaults: bandwidth estimation, which
// sends a PING and window updates with received data. Reads scenarios from standard
// input; test/soak/README.md describes the lines that it reads and prints.
package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/keepalive"
)

// Messages are bytes.
type bytesCodec struct{}

func (bytesCodec) Name() string                        { return "proto" }
func (bytesCodec) Marshal(message any) ([]byte, error) { return *message.(*[]byte), nil }
func (bytesCodec) Unmarshal(bytes []byte, message any) error {
	*message.(*[]byte) = append([]byte(nil), bytes...)
	return nil
}

var _ encoding.Codec = bytesCodec{}

type scenario struct {
	name, address, kind, path string
	request                   []byte
	concurrency               int
	seconds                   float64
	replyBytes, replies       int
}

func (s scenario) call(connection *grpc.ClientConn) error {
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Second)
	defer cancel()
	if s.kind == "unary" {
		var reply []byte
		if err := connection.Invoke(ctx, s.path, &s.request, &reply); err != nil {
			return err
		}
		return s.check(1, len(reply))
	}
	description := &grpc.StreamDesc{ServerStreams: true, ClientStreams: s.kind == "headers"}
	stream, err := connection.NewStream(ctx, description, s.path)
	if err != nil {
		return err
	}
	if s.kind == "headers" {
		if _, err := stream.Header(); err != nil {
			return err
		}
	}
	if err := stream.SendMsg(&s.request); err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	replies, bytes := 0, 0
	for {
		var reply []byte
		if err := stream.RecvMsg(&reply); err != nil {
			if err.Error() == "EOF" {
				return s.check(replies, bytes)
			}
			return err
		}
		replies, bytes = replies+1, len(reply)
	}
}

func (s scenario) check(replies, bytes int) error {
	if replies == s.replies && bytes >= s.replyBytes {
		return nil
	}
	return fmt.Errorf("%d replies, the last of %d bytes", replies, bytes)
}

func (s scenario) run(connection *grpc.ClientConn) {
	var calls, failed atomic.Int64
	var first atomic.Value
	var workers sync.WaitGroup
	end := time.Now().Add(time.Duration(s.seconds * float64(time.Second)))
	for range s.concurrency {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for time.Now().Before(end) {
				calls.Add(1)
				if err := s.call(connection); err != nil {
					failed.Add(1)
					first.CompareAndSwap(nil, strings.ReplaceAll(err.Error(), "\n", " "))
				}
			}
		}()
	}
	workers.Wait()
	text, _ := first.Load().(string)
	fmt.Printf("%s %d %d %s\n", s.name, calls.Load(), failed.Load(), text)
}

func main() {
	connections := map[string]*grpc.ClientConn{}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var s scenario
		var request string
		_, err := fmt.Sscan(lines.Text(), &s.name, &s.address, &s.kind, &s.path, &request, &s.concurrency, &s.seconds, &s.replyBytes, &s.replies)
		if err != nil {
			panic(err)
		}
		if s.request, err = hex.DecodeString(request); err != nil {
			panic(err)
		}
		connection := connections[s.address]
		if connection == nil {
			connection, err = grpc.NewClient("passthrough:///"+s.address,
				grpc.WithTransportCredentials(insecure.NewCredentials()),
				grpc.WithDefaultCallOptions(grpc.ForceCodec(bytesCodec{})),
				grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 10 * time.Second, PermitWithoutStream: true}))
			if err != nil {
				panic(err)
			}
			connections[s.address] = connection
		}
		s.run(connection)
	}
}
