// Every state call of Dapr's Go SDK against the sidecar whose address is the
// first argument. Prints `ok NAME` for each check that passes, and exits with 1
// at the first that fails.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	dapr "github.com/dapr/go-sdk/client"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const store = "statestore"

func check(name string, holds bool, seen any) {
	if !holds {
		fmt.Printf("FAILED %s: %v\n", name, seen)
		os.Exit(1)
	}
	fmt.Println("ok", name)
}

func must(name string, err error) {
	check(name, err == nil, err)
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	client, err := dapr.NewClientWithAddress(os.Args[1])
	must("connect", err)
	defer client.Close()
	must("wait", client.Wait(ctx, 10*time.Second))
	saves(ctx, client)
	etags(ctx, client)
	bulk(ctx, client)
	transactions(ctx, client)
	errors(ctx, client)
	metadata(ctx, client)
}

func saves(ctx context.Context, client dapr.Client) {
	must("save", client.SaveState(ctx, store, "go-1", []byte("one"), nil))
	item, err := client.GetState(ctx, store, "go-1", nil)
	must("get", err)
	check("value and etag", string(item.Value) == "one" && item.Etag != "", item)
	missing, err := client.GetState(ctx, store, "go-missing", nil)
	must("get of a missing key", err)
	check("a missing key has no etag", missing.Etag == "" && len(missing.Value) == 0, missing)
	ttl := map[string]string{"ttlInSeconds": "1"}
	must("save with ttl", client.SaveState(ctx, store, "go-ttl", []byte("brief"), ttl))
	deadline := time.Now().Add(10 * time.Second)
	gone := false
	for !gone && time.Now().Before(deadline) {
		time.Sleep(100 * time.Millisecond)
		brief, err := client.GetState(ctx, store, "go-ttl", nil)
		gone = err == nil && brief.Etag == ""
	}
	check("expiry", gone, "still there")
	must("delete", client.DeleteState(ctx, store, "go-1", nil))
	must("delete again", client.DeleteState(ctx, store, "go-1", nil))
}

func etags(ctx context.Context, client dapr.Client) {
	first := &dapr.StateOptions{Concurrency: dapr.StateConcurrencyFirstWrite, Consistency: dapr.StateConsistencyStrong}
	must("save", client.SaveState(ctx, store, "go-etag", []byte("1"), nil))
	item, err := client.GetStateWithConsistency(ctx, store, "go-etag", nil, dapr.StateConsistencyStrong)
	must("strong get", err)
	write := func(value string) error {
		return client.SaveBulkState(ctx, store, &dapr.SetStateItem{
			Key: "go-etag", Value: []byte(value), Etag: &dapr.ETag{Value: item.Etag}, Options: first,
		})
	}
	must("save with the right etag", write("2"))
	err = write("3")
	check("a wrong etag is ABORTED", status.Code(err) == codes.Aborted, err)
	err = client.DeleteStateWithETag(ctx, store, "go-etag", &dapr.ETag{Value: item.Etag}, nil, first)
	check("a delete with a wrong etag is ABORTED", status.Code(err) == codes.Aborted, err)
}

func bulk(ctx context.Context, client dapr.Client) {
	items := []*dapr.SetStateItem{}
	keys := []string{}
	for n := range 150 {
		key := fmt.Sprintf("go-bulk-%d", n)
		keys = append(keys, key)
		items = append(items, &dapr.SetStateItem{Key: key, Value: []byte(key)})
	}
	must("save in bulk", client.SaveBulkState(ctx, store, items...))
	found, err := client.GetBulkState(ctx, store, append(keys, "go-missing"), nil, 4)
	must("get in bulk", err)
	check("all in order", len(found) == 151 && found[149].Key == "go-bulk-149" && string(found[149].Value) == "go-bulk-149", len(found))
	must("delete in bulk", client.DeleteBulkState(ctx, store, keys, nil))
	after, err := client.GetBulkState(ctx, store, keys[:1], nil, 1)
	must("get after", err)
	check("gone", after[0].Etag == "", after[0])
}

func transactions(ctx context.Context, client dapr.Client) {
	upsert := func(key, value string, etag *dapr.ETag) *dapr.StateOperation {
		item := &dapr.SetStateItem{Key: key, Value: []byte(value), Etag: etag}
		return &dapr.StateOperation{Type: dapr.StateOperationTypeUpsert, Item: item}
	}
	remove := &dapr.StateOperation{Type: dapr.StateOperationTypeDelete, Item: &dapr.SetStateItem{Key: "go-etag"}}
	must("transaction", client.ExecuteStateTransaction(ctx, store, nil, []*dapr.StateOperation{upsert("go-tx", "1", nil), remove}))
	wrong := &dapr.ETag{Value: "1"}
	err := client.ExecuteStateTransaction(ctx, store, nil, []*dapr.StateOperation{upsert("go-never", "1", nil), upsert("go-tx", "2", wrong)})
	check("a failing transaction is INTERNAL", status.Code(err) == codes.Internal, err)
	never, err := client.GetState(ctx, store, "go-never", nil)
	must("get", err)
	check("nothing of it was written", never.Etag == "", never)
}

func errors(ctx context.Context, client dapr.Client) {
	_, err := client.GetState(ctx, "nowhere", "k", nil)
	check("an unknown store is INVALID_ARGUMENT", status.Code(err) == codes.InvalidArgument, err)
	_, err = client.InvokeMethod(ctx, "app", "method", "get")
	check("another building block is UNIMPLEMENTED", status.Code(err) == codes.Unimplemented, err)
}

func metadata(ctx context.Context, client dapr.Client) {
	must("set metadata", client.SetMetadata(ctx, "language", "go"))
	found, err := client.GetMetadata(ctx)
	must("get metadata", err)
	check("metadata", found.ID == "app" && found.ExtendedMetadata["language"] == "go" && len(found.RegisteredComponents) == 1, found)
}
