<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open...</source>
        <translation>開く(&amp;O)...</translation>
    </message>
    <message>
        <source>Opens a scenario or a log file.</source>
        <translation>シナリオまたはログファイルを開きます。</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Closes the program.</source>
        <translation>プログラムを終了します。</translation>
    </message>
    <message>
        <source>Chart as &amp;PNG...</source>
        <translation>グラフを PNG で保存(&amp;P)...</translation>
    </message>
    <message>
        <source>Saves the chosen chart as a picture of twice the size.</source>
        <translation>選んだグラフを 2 倍の大きさの画像で保存します。</translation>
    </message>
    <message>
        <source>Chart as &amp;SVG...</source>
        <translation>グラフを SVG で保存(&amp;S)...</translation>
    </message>
    <message>
        <source>Saves the chosen chart as a drawing that can be scaled.</source>
        <translation>選んだグラフを拡大できる図として保存します。</translation>
    </message>
    <message>
        <source>Chart as P&amp;DF...</source>
        <translation>グラフを PDF で保存(&amp;D)...</translation>
    </message>
    <message>
        <source>Saves the chosen chart as a page.</source>
        <translation>選んだグラフを 1 ページの PDF で保存します。</translation>
    </message>
    <message>
        <source>Chart data as &amp;CSV...</source>
        <translation>グラフのデータを CSV で保存(&amp;C)...</translation>
    </message>
    <message>
        <source>Saves the numbers of the chosen chart as a table.</source>
        <translation>選んだグラフの数値を表として保存します。</translation>
    </message>
    <message>
        <source>&amp;All charts...</source>
        <translation>すべてのグラフ(&amp;A)...</translation>
    </message>
    <message>
        <source>Saves every chart into a folder, each as PNG, SVG, PDF and CSV.</source>
        <translation>すべてのグラフを PNG、SVG、PDF、CSV でフォルダーに保存します。</translation>
    </message>
    <message>
        <source>&amp;Copy chart as figure</source>
        <translation>グラフを図としてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copies the chosen chart, large and light, for a slide.</source>
        <translation>選んだグラフをスライド用に大きく明るい図でコピーします。</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>再生(&amp;P)</translation>
    </message>
    <message>
        <source>Plays or pauses the run.</source>
        <translation>再生または一時停止します。</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>1 コマ進む(&amp;S)</translation>
    </message>
    <message>
        <source>Advances a paused run by a tenth of a second at the chosen speed.</source>
        <translation>停止中の実行を、選んだ速度で 0.1 秒分だけ進めます。</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>最初から(&amp;R)</translation>
    </message>
    <message>
        <source>Starts the run again from its beginning, with the scenario&apos;s own settings.</source>
        <translation>シナリオの設定のまま最初からやり直します。</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>速く(&amp;F)</translation>
    </message>
    <message>
        <source>Raises the speed.</source>
        <translation>速度を上げます。</translation>
    </message>
    <message>
        <source>Slo&amp;wer</source>
        <translation>遅く(&amp;W)</translation>
    </message>
    <message>
        <source>Lowers the speed.</source>
        <translation>速度を下げます。</translation>
    </message>
    <message>
        <source>Charts &amp;live</source>
        <translation>グラフをライブに(&amp;L)</translation>
    </message>
    <message>
        <source>Lets the charts follow the run again.</source>
        <translation>グラフが再び現在を追うようにします。</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>Dark on light, for a desk.</source>
        <translation>明るい背景。机上向け。</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>Light on dark, for the evening.</source>
        <translation>暗い背景。夜向け。</translation>
    </message>
    <message>
        <source>&amp;Projector</source>
        <translation>プロジェクター(&amp;P)</translation>
    </message>
    <message>
        <source>Strong colours, for a room.</source>
        <translation>強い色。会場向け。</translation>
    </message>
    <message>
        <source>&amp;Controls</source>
        <translation>設定(&amp;C)</translation>
    </message>
    <message>
        <source>Shows or folds the panel of sliders.</source>
        <translation>スライダーのパネルを表示または折りたたみます。</translation>
    </message>
    <message>
        <source>&amp;Story and diagnosis</source>
        <translation>ストーリーと診断(&amp;S)</translation>
    </message>
    <message>
        <source>Shows or folds the panel at the right.</source>
        <translation>右のパネルを表示または折りたたみます。</translation>
    </message>
    <message>
        <source>C&amp;harts</source>
        <translation>グラフ(&amp;H)</translation>
    </message>
    <message>
        <source>Shows or hides the strip of charts.</source>
        <translation>グラフの列を表示または隠します。</translation>
    </message>
    <message>
        <source>&amp;Reduced motion</source>
        <translation>動きを減らす(&amp;R)</translation>
    </message>
    <message>
        <source>No dots, no flashes: values change where they stand.</source>
        <translation>点の動きや点滅なし。値はその場で変わります。</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全画面(&amp;F)</translation>
    </message>
    <message>
        <source>Uses the whole screen.</source>
        <translation>画面全体を使います。</translation>
    </message>
    <message>
        <source>Reset &amp;layout</source>
        <translation>配置を戻す(&amp;L)</translation>
    </message>
    <message>
        <source>Brings all panels back to their places.</source>
        <translation>すべてのパネルを元の位置に戻します。</translation>
    </message>
    <message>
        <source>Go to the f&amp;loor</source>
        <translation>フロアへ移動(&amp;L)</translation>
    </message>
    <message>
        <source>Moves the keyboard to the floor.</source>
        <translation>キーボードの操作先をフロアにします。</translation>
    </message>
    <message>
        <source>Go to the c&amp;ontrols</source>
        <translation>設定へ移動(&amp;O)</translation>
    </message>
    <message>
        <source>Moves the keyboard to the first slider.</source>
        <translation>キーボードの操作先を最初のスライダーにします。</translation>
    </message>
    <message>
        <source>Go to the ch&amp;arts</source>
        <translation>グラフへ移動(&amp;A)</translation>
    </message>
    <message>
        <source>Moves the keyboard to the first chart.</source>
        <translation>キーボードの操作先を最初のグラフにします。</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>Lists every key.</source>
        <translation>すべてのキーを一覧します。</translation>
    </message>
    <message>
        <source>&amp;About Hotshard</source>
        <translation>Hotshard について(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licence.</source>
        <translation>バージョンとライセンス。</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Qt について(&amp;Q)</translation>
    </message>
    <message>
        <source>Version and licence of Qt.</source>
        <translation>Qt のバージョンとライセンス。</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>インスペクター(&amp;I)</translation>
    </message>
    <message>
        <source>Shows or hides the story of a shard, its batch and the event JSON.</source>
        <translation>シャード、バッチ、イベント JSON の詳細を表示または非表示にします。</translation>
    </message>
</context>
<context>
    <name>Alarm</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>ALARM</source>
        <translation>アラーム</translation>
    </message>
    <message>
        <source>INSUFFICIENT DATA</source>
        <translation>データ不足</translation>
    </message>
    <message>
        <source>Missing data counts as missing.</source>
        <translation>欠落データは欠落として扱う。</translation>
    </message>
    <message>
        <source>Missing data counts as good.</source>
        <translation>欠落データは正常とみなす。</translation>
    </message>
    <message>
        <source>Missing data counts as bad.</source>
        <translation>欠落データは超過とみなす。</translation>
    </message>
    <message>
        <source>Missing data keeps the state.</source>
        <translation>欠落データでは状態を保つ。</translation>
    </message>
    <message>
        <source>shard %1</source>
        <translation>シャード %1</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>%1 から</translation>
    </message>
    <message>
        <source>1 notification</source>
        <translation>通知 1 回</translation>
    </message>
    <message>
        <source>%1 notifications</source>
        <translation>通知 %1 回</translation>
    </message>
    <message>
        <source>sets %1</source>
        <translation>%1 を変更</translation>
    </message>
    <message>
        <source>ALARM when %1 of %2 periods of %3 are %4.</source>
        <translation>%3 の期間 %2 個中 %1 個が %4 ならアラーム。</translation>
    </message>
    <message>
        <source>It only notifies.</source>
        <translation>通知のみ。</translation>
    </message>
    <message>
        <source>Its action sets %1.</source>
        <translation>アクションが %1 を変更する。</translation>
    </message>
</context>
<context>
    <name>ChartExport</name>
    <message>
        <source>%1 was not written: %2</source>
        <translation>%1 を書き込めませんでした: %2</translation>
    </message>
    <message>
        <source>The folder %1 could not be made.</source>
        <translation>フォルダー %1 を作成できませんでした。</translation>
    </message>
</context>
<context>
    <name>Floor</name>
    <message>
        <source>client %1</source>
        <translation>送信待ち %1</translation>
    </message>
    <message>
        <source>lost %1</source>
        <translation>損失 %1</translation>
    </message>
    <message>
        <source>records waiting in the client</source>
        <translation>クライアント内で待つレコード</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>呼出し</translation>
    </message>
    <message>
        <source>calls in flight</source>
        <translation>応答待ちの呼出し</translation>
    </message>
    <message>
        <source>calls timed out</source>
        <translation>タイムアウトした呼出し</translation>
    </message>
    <message>
        <source>failed entries of PutRecords</source>
        <translation>PutRecords の失敗エントリー</translation>
    </message>
    <message>
        <source>duplicates: written again after a time-out</source>
        <translation>重複: タイムアウト後に再書込み</translation>
    </message>
    <message>
        <source>lost: too old in the client</source>
        <translation>損失: クライアント内で期限切れ</translation>
    </message>
    <message>
        <source>lost: its buffer was full</source>
        <translation>損失: バッファー満杯</translation>
    </message>
    <message>
        <source>lost: nobody looked at the failed entry</source>
        <translation>損失: 失敗エントリーの見落とし</translation>
    </message>
    <message>
        <source>The floor</source>
        <translation>フロア</translation>
    </message>
    <message>
        <source>Open a scenario, or drop one here</source>
        <translation>シナリオを開くか、ここにドロップしてください</translation>
    </message>
    <message>
        <source>Scale of all bars. Click for linear or logarithmic (L).</source>
        <translation>すべてのバーの目盛。クリックで線形と対数を切り替え (L)。</translation>
    </message>
    <message>
        <source>JSON scenario or access log</source>
        <translation>JSON シナリオまたはアクセスログ</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>旧 %1</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>読み切り中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>親を待機中</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>open</source>
        <translation>稼働中</translation>
    </message>
    <message>
        <source>iterator age</source>
        <translation>イテレーター経過時間</translation>
    </message>
    <message>
        <source>waiting records</source>
        <translation>未処理</translation>
    </message>
    <message>
        <source>oldest record</source>
        <translation>最も古いレコード</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>in</source>
        <translation>入</translation>
    </message>
    <message>
        <source>out</source>
        <translation>出</translation>
    </message>
    <message>
        <source>write limit</source>
        <translation>書込み上限</translation>
    </message>
    <message>
        <source>%1 records, %2 bytes</source>
        <translation>件数 %1、バイト %2</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>喪失</translation>
    </message>
    <message>
        <source>function busy</source>
        <translation>関数の稼働</translation>
    </message>
    <message>
        <source>hottest key</source>
        <translation>最も多いキー</translation>
    </message>
    <message>
        <source>hash range</source>
        <translation>ハッシュ範囲</translation>
    </message>
    <message>
        <source>the worst of %1 shards in this row</source>
        <translation>この行の %1 シャードのうち最も遅いもの</translation>
    </message>
    <message>
        <source>Shard %1, %2: iterator age %3, %4 records waiting, %5 in, %6 out.</source>
        <translation>シャード %1（%2）: イテレーター経過時間 %3、未処理 %4 件、入 %5、出 %6。</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 件喪失</translation>
    </message>
    <message>
        <source>poison: 1 record blocks %1</source>
        <translation>不良レコード 1 件で %1 件停止</translation>
    </message>
    <message>
        <source>level</source>
        <translation>横ばい</translation>
    </message>
    <message>
        <source>scale: age, to %1</source>
        <translation>目盛: 経過時間 〜%1</translation>
    </message>
    <message>
        <source>in %1 · out %2</source>
        <translation>入 %1 · 出 %2</translation>
    </message>
    <message>
        <source>%1 rejected/s</source>
        <translation>拒否 %1/s</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>未処理 %1 件</translation>
    </message>
    <message>
        <source>read to its end; kept until the retention passes</source>
        <translation>読み切り済み。保持期間が過ぎるまで残ります</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>caught up</source>
        <translation>追いついている</translation>
    </message>
    <message>
        <source>waits for shard %1</source>
        <translation>シャード %1 を待っています</translation>
    </message>
    <message>
        <source>waits for its parent</source>
        <translation>親シャードを待っています</translation>
    </message>
    <message>
        <source>all other keys</source>
        <translation>その他のキー</translation>
    </message>
    <message>
        <source>log, 1 to %1 records</source>
        <translation>対数 1〜%1 件</translation>
    </message>
    <message>
        <source>linear, 0 to %1 records</source>
        <translation>線形 0〜%1 件</translation>
    </message>
    <message>
        <source>producers</source>
        <translation>プロデューサー</translation>
    </message>
    <message>
        <source>producer</source>
        <translation>プロデューサー</translation>
    </message>
    <message>
        <source>hash</source>
        <translation>ハッシュ</translation>
    </message>
    <message>
        <source>hash space</source>
        <translation>ハッシュ空間</translation>
    </message>
    <message>
        <source>%1 shards, backlog on a log scale</source>
        <translation>%1 シャード、未処理（対数）</translation>
    </message>
    <message>
        <source>%1 shards by backlog</source>
        <translation>%1 シャード、未処理</translation>
    </message>
    <message>
        <source>age</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>write</source>
        <translation>書込み</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>稼働</translation>
    </message>
    <message>
        <source>pinned: the four worst</source>
        <translation>ピン留め: 最も遅れた 4 つ</translation>
    </message>
    <message>
        <source>pinned: the worst</source>
        <translation>ピン留め: 最も遅れたもの</translation>
    </message>
    <message>
        <source>, +%1 more</source>
        <translation>、他 %1</translation>
    </message>
    <message>
        <source>shards: children stand under their parent</source>
        <translation>シャード（子は親の下）</translation>
    </message>
    <message>
        <source>shards: oldest waiting record at the mark</source>
        <translation>シャード（印は最も古い未処理レコード）</translation>
    </message>
    <message>
        <source>function, one per shard</source>
        <translation>関数（シャードごとに 1 つ）</translation>
    </message>
    <message>
        <source>function</source>
        <translation>関数</translation>
    </message>
    <message>
        <source>results</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>%1 behind the clock</source>
        <translation>時計より%1遅れ</translation>
    </message>
    <message>
        <source>%1 writes/s</source>
        <translation>書込み %1 件/秒</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>%1 件</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>dead letters</source>
        <translation>デッドレター</translation>
    </message>
    <message>
        <source>closed shards</source>
        <translation>閉じたシャード</translation>
    </message>
    <message>
        <source>%1 read to the end</source>
        <translation>%1 個を読了</translation>
    </message>
    <message>
        <source>filling</source>
        <translation>集計中</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>遅着 %1 件</translation>
    </message>
    <message>
        <source>fired</source>
        <translation>出力済み</translation>
    </message>
    <message>
        <source>late %1</source>
        <translation>%1遅れ</translation>
    </message>
    <message>
        <source>tumbling %1, event time</source>
        <translation>タンブリング %1、イベント時刻</translation>
    </message>
    <message>
        <source>tumbling %1</source>
        <translation>タンブリング %1</translation>
    </message>
    <message>
        <source>no window yet</source>
        <translation>ウィンドウはまだありません</translation>
    </message>
    <message>
        <source>watermark %1</source>
        <translation>ウォーターマーク %1</translation>
    </message>
    <message>
        <source>gave up %1</source>
        <translation>断念 %1</translation>
    </message>
    <message>
        <source>rejected %1</source>
        <translation>拒否 %1</translation>
    </message>
    <message>
        <source>records/s</source>
        <translation>件/秒</translation>
    </message>
    <message>
        <source>by key</source>
        <translation>キー別</translation>
    </message>
    <message>
        <source>Iterator age of all %1</source>
        <translation>全 %1 シャードの経過時間</translation>
    </message>
    <message>
        <source>shard %1</source>
        <translation>シャード %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>再試行中</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>back-off</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>then %1 again</source>
        <translation>次 %1 件</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>アイドル</translation>
    </message>
    <message>
        <source>starts in about %1</source>
        <translation>約%1後に開始</translation>
    </message>
    <message>
        <source>in about %1</source>
        <translation>約%1後</translation>
    </message>
    <message>
        <source>busy %1</source>
        <translation>稼働 %1</translation>
    </message>
    <message>
        <source>poison</source>
        <translation>不良レコード</translation>
    </message>
    <message>
        <source>retry, attempt %1</source>
        <translation>再試行 %1 回目</translation>
    </message>
    <message>
        <source>%1 in flight</source>
        <translation>処理中 %1 件</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1遅れ</translation>
    </message>
    <message>
        <source>updating…</source>
        <translation>更新中</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>拒否: %1</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>on demand</source>
        <translation>オンデマンド</translation>
    </message>
    <message>
        <source>UPDATING: its shards are being changed</source>
        <translation>UPDATING: シャードを変更中</translation>
    </message>
    <message>
        <source>ACTIVE: nothing changes its shards</source>
        <translation>ACTIVE: シャードの変更なし</translation>
    </message>
    <message>
        <source>On demand: the service chooses the shards.</source>
        <translation>オンデマンド: シャード数はサービスが決める。</translation>
    </message>
    <message>
        <source>%1 closed shards are older than the retention: no listing names them.</source>
        <translation>閉じたシャード %1 個は保持期間を過ぎ、一覧に出ない。</translation>
    </message>
    <message>
        <source>%1 requests refused, the last at %2: %3</source>
        <translation>要求の拒否 %1 回、最後は %2: %3</translation>
    </message>
    <message>
        <source>retention %1</source>
        <translation>保持期間 %1</translation>
    </message>
    <message>
        <source>retention</source>
        <translation>保持期間</translation>
    </message>
    <message>
        <source>shards</source>
        <translation>シャード</translation>
    </message>
    <message>
        <source>concurrency</source>
        <translation>同時実行数</translation>
    </message>
    <message>
        <source>%1 of %2 in use</source>
        <translation>%2 のうち %1 を使用中</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>期限超過</translation>
    </message>
    <message>
        <source>no attempt left</source>
        <translation>試行回数切れ</translation>
    </message>
    <message>
        <source>%1 too old</source>
        <translation>期限超過 %1 件</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>あきらめた分</translation>
    </message>
    <message>
        <source>%1 throttled/s</source>
        <translation>スロットリング %1 回/秒</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>起動中</translation>
    </message>
    <message>
        <source>partly done</source>
        <translation>一部完了</translation>
    </message>
    <message>
        <source>%1 done before</source>
        <translation>完了 %1 件</translation>
    </message>
    <message>
        <source>no slot free</source>
        <translation>空きなし</translation>
    </message>
    <message>
        <source>throttled</source>
        <translation>抑制中</translation>
    </message>
    <message>
        <source>%1 writes on: %2</source>
        <translation>%1 が書き出す: %2</translation>
    </message>
    <message>
        <source>writes on</source>
        <translation>次へ書き出す</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>poison, attempt %1</source>
        <translation>ポイズン、試行 %1 回目</translation>
    </message>
    <message>
        <source>reads refused</source>
        <translation>読取りを拒否</translation>
    </message>
    <message>
        <source>+ %1 more, up to %2</source>
        <translation>他 %1 件、最大 %2</translation>
    </message>
    <message>
        <source>%1 of %2 at work</source>
        <translation>%2 のうち %1 が実行中</translation>
    </message>
    <message>
        <source>%1 wait for one lane</source>
        <translation>1 つの列に %1 件待ち</translation>
    </message>
    <message>
        <source>read limit</source>
        <translation>読取り上限</translation>
    </message>
    <message>
        <source>%1 of %2 calls/s, %3</source>
        <translation>%2 回のうち %1 回/秒、%3</translation>
    </message>
    <message>
        <source>silent for %1</source>
        <translation>あと %1 応答なし</translation>
    </message>
    <message>
        <source>%1 refused/s</source>
        <translation>拒否 %1 回/秒</translation>
    </message>
    <message>
        <source>%1 of %2 calls/s</source>
        <translation>%2 回のうち %1 回/秒</translation>
    </message>
    <message>
        <source>age of %1</source>
        <translation>%1 の経過時間</translation>
    </message>
    <message>
        <source>%1 keys, each about %2</source>
        <translation>キー %1 個、それぞれ約 %2</translation>
    </message>
    <message>
        <source>%1 functions read every shard</source>
        <translation>%1 個の関数が全シャードを読む</translation>
    </message>
    <message>
        <source>%1 functions</source>
        <translation>関数 %1 個</translation>
    </message>
    <message>
        <source>function, %1 at once per shard</source>
        <translation>関数 (シャードごとに同時 %1)</translation>
    </message>
    <message>
        <source>function, %1 each</source>
        <translation>関数 (各 %1)</translation>
    </message>
    <message>
        <source>in %1 · %2 reads %3</source>
        <translation>入 %1 · %2 読取り %3</translation>
    </message>
    <message>
        <source>queue of %1</source>
        <translation>%1 のキュー</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>入力 %1</translation>
    </message>
    <message>
        <source>wait for concurrency</source>
        <translation>同時実行数の空き待ち</translation>
    </message>
    <message>
        <source>failed, wait for the next try</source>
        <translation>失敗し、次の試行を待機</translation>
    </message>
    <message>
        <source>failed, tried again</source>
        <translation>失敗、再試行待ち</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>notifications under way</source>
        <translation>通知が配送中</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>配送中</translation>
    </message>
    <message>
        <source>given up: too old</source>
        <translation>破棄: 期限切れ</translation>
    </message>
    <message>
        <source>given up, some too old</source>
        <translation>破棄 (一部は期限切れ)</translation>
    </message>
    <message>
        <source>given up: no try left</source>
        <translation>破棄: 試行回数切れ</translation>
    </message>
    <message>
        <source>the queue is empty</source>
        <translation>キューは空</translation>
    </message>
    <message>
        <source>scale: to %1</source>
        <translation>目盛: %1 まで</translation>
    </message>
    <message>
        <source>oldest event</source>
        <translation>最も古いイベント</translation>
    </message>
    <message>
        <source>oldest</source>
        <translation>最古</translation>
    </message>
    <message>
        <source>wait for the next</source>
        <translation>次の待ち時間</translation>
    </message>
    <message>
        <source>next</source>
        <translation>次</translation>
    </message>
    <message>
        <source>so far: %1 received · %2 done · %3 throttles · %4 errors · %5 retries</source>
        <translation>累計: 受信 %1 · 完了 %2 · スロットリング %3 · エラー %4 · 再試行 %5</translation>
    </message>
    <message>
        <source>so far: %1 throttles · %2 errors · %3 retries</source>
        <translation>累計: スロットリング %1 · エラー %2 · 再試行 %3</translation>
    </message>
    <message>
        <source>of %1 at a time</source>
        <translation>/ 同時 %1 まで</translation>
    </message>
    <message>
        <source>at a time</source>
        <translation>個を同時実行</translation>
    </message>
    <message>
        <source>95 % within %1</source>
        <translation>95 % は %1 以内</translation>
    </message>
    <message>
        <source>errors %1</source>
        <translation>エラー %1</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>処理時間 %1</translation>
    </message>
    <message>
        <source>mean time %1</source>
        <translation>平均滞在 %1</translation>
    </message>
    <message>
        <source>99 % within %1</source>
        <translation>99 % は %1 以内</translation>
    </message>
    <message>
        <source>%1 in the system on the average · %2 have arrived</source>
        <translation>系内に平均 %1 件 · 到着 %2 件</translation>
    </message>
    <message>
        <source>%1 in the system on the average</source>
        <translation>系内に平均 %1 件</translation>
    </message>
    <message>
        <source>bucket</source>
        <translation>バケット</translation>
    </message>
    <message>
        <source>queue inside Lambda: no shards, no order</source>
        <translation>Lambda 内部のキュー: シャードも順序もない</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>objects/s</source>
        <translation>オブジェクト/s</translation>
    </message>
    <message>
        <source>%1 each</source>
        <translation>1 個 %1</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>%1 オブジェクト</translation>
    </message>
    <message>
        <source>%1 told twice</source>
        <translation>%1 件は通知が 2 回</translation>
    </message>
    <message>
        <source>lines written</source>
        <translation>書いた行</translation>
    </message>
    <message>
        <source>in the object</source>
        <translation>オブジェクト内</translation>
    </message>
    <message>
        <source>none lost</source>
        <translation>消失なし</translation>
    </message>
    <message>
        <source>%1 stale reads, %2 other writers</source>
        <translation>古い読み取り %1、他の書き手 %2</translation>
    </message>
    <message>
        <source>%1 stale · %2 others</source>
        <translation>古い %1 · 他 %2</translation>
    </message>
    <message>
        <source>%1 PUTs made again</source>
        <translation>PUT のやり直し %1 回</translation>
    </message>
    <message>
        <source>%1 PUTs</source>
        <translation>PUT %1 回</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 件</translation>
    </message>
    <message>
        <source>stream of the table %1</source>
        <translation>テーブル %1 のストリーム</translation>
    </message>
    <message>
        <source>shards of the table's stream, one for each partition</source>
        <translation>テーブルのストリームのシャード (パーティションごとに 1 つ)</translation>
    </message>
    <message>
        <source>write units</source>
        <translation>書き込みユニット</translation>
    </message>
</context>
<context>
    <name>Inspect</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 バイト</translation>
    </message>
    <message>
        <source>%1 done, the rest again</source>
        <translation>%1 件完了、残りは再試行</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 (%3)</source>
        <translation>%1 / %2 (%3)</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>%1 レコード</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 ～ %2</translation>
    </message>
    <message>
        <source>%1 with %2 records</source>
        <translation>%1 個、%2 レコード</translation>
    </message>
    <message>
        <source>a record in it always fails</source>
        <translation>必ず失敗するレコードを含む</translation>
    </message>
    <message>
        <source>a refusal</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>経過時間</translation>
    </message>
    <message>
        <source>age</source>
        <translation>経過時間</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>その他すべて</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 時点</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>試行</translation>
    </message>
    <message>
        <source>attempt</source>
        <translation>試行</translation>
    </message>
    <message>
        <source>Attempts so far</source>
        <translation>これまでの試行</translation>
    </message>
    <message>
        <source>Base64</source>
        <translation>Base64 のまま</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>バッチ</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>呼び出し</translation>
    </message>
    <message>
        <source>came late by</source>
        <translation>遅延</translation>
    </message>
    <message>
        <source>children</source>
        <translation>子</translation>
    </message>
    <message>
        <source>Choose a lane of the floor.</source>
        <translation>フロアのレーンを選んでください。</translation>
    </message>
    <message>
        <source>Close the inspector</source>
        <translation>インスペクターを閉じる</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>クローズ</translation>
    </message>
    <message>
        <source>closed, and still read</source>
        <translation>クローズ済み、読み取り中</translation>
    </message>
    <message>
        <source>closed, read to its end</source>
        <translation>クローズ済み、読み取り完了</translation>
    </message>
    <message>
        <source>Closes the inspector (Esc).</source>
        <translation>インスペクターを閉じます (Esc)。</translation>
    </message>
    <message>
        <source>consumer</source>
        <translation>コンシューマー</translation>
    </message>
    <message>
        <source>Copies the whole event, as the function gets it.</source>
        <translation>関数が受け取るままのイベント全体をコピーします。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>created</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>デコード済み</translation>
    </message>
    <message>
        <source>done with: processed, or expired</source>
        <translation>完了: 処理済みまたは期限切れ</translation>
    </message>
    <message>
        <source>Each time the batch, or a part of it, was handed over before.</source>
        <translation>このバッチまたはその一部がこれまでに渡された記録です。</translation>
    </message>
    <message>
        <source>ends in</source>
        <translation>終了まで</translation>
    </message>
    <message>
        <source>enhanced fan-out</source>
        <translation>拡張ファンアウト</translation>
    </message>
    <message>
        <source>Enter opens a record, Ctrl+C copies the chosen ones.</source>
        <translation>Enter でレコードを開き、Ctrl+C で選択した行をコピーします。</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Event JSON</source>
        <translation>イベント JSON</translation>
    </message>
    <message>
        <source>expired unread</source>
        <translation>未読のまま期限切れ</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>failed, waits for its retry</source>
        <translation>失敗、再試行待ち</translation>
    </message>
    <message>
        <source>filtered out</source>
        <translation>フィルターで除外</translation>
    </message>
    <message>
        <source>first</source>
        <translation>最初</translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation>実行に追従</translation>
    </message>
    <message>
        <source>from</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>関数</translation>
    </message>
    <message>
        <source>function</source>
        <translation>関数</translation>
    </message>
    <message>
        <source>functions always fail on it</source>
        <translation>関数が必ず失敗する</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>引き渡し回数</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>引き渡し</translation>
    </message>
    <message>
        <source>Handed over at</source>
        <translation>引き渡し時刻</translation>
    </message>
    <message>
        <source>handed over, the function is at work</source>
        <translation>引き渡し済み、関数が処理中</translation>
    </message>
    <message>
        <source>Hash range</source>
        <translation>ハッシュ範囲</translation>
    </message>
    <message>
        <source>Hottest keys, last minute</source>
        <translation>直近 1 分の多いキー</translation>
    </message>
    <message>
        <source>in a part of a bisected batch that comes later</source>
        <translation>分割されたバッチの後の部分</translation>
    </message>
    <message>
        <source>in batches</source>
        <translation>バッチ内</translation>
    </message>
    <message>
        <source>in the batch in hand; handed over %1 times</source>
        <translation>処理中のバッチ内、引き渡し %1 回</translation>
    </message>
    <message>
        <source>in the batch in hand; handed over %1 times at least</source>
        <translation>処理中のバッチ内、引き渡し %1 回以上</translation>
    </message>
    <message>
        <source>in the buffer</source>
        <translation>バッファー内</translation>
    </message>
    <message>
        <source>in the buffer: the next batch, if it were cut now</source>
        <translation>バッファー内: いま切り出すと次のバッチになる分</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>インスペクター</translation>
    </message>
    <message>
        <source>invocations</source>
        <translation>呼び出し回数</translation>
    </message>
    <message>
        <source>it brought</source>
        <translation>取得</translation>
    </message>
    <message>
        <source>Iterator</source>
        <translation>イテレーター</translation>
    </message>
    <message>
        <source>iterator age</source>
        <translation>イテレーター経過時間</translation>
    </message>
    <message>
        <source>Its way</source>
        <translation>経路</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>レーン</translation>
    </message>
    <message>
        <source>lane</source>
        <translation>レーン</translation>
    </message>
    <message>
        <source>lane %1</source>
        <translation>レーン %1</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最後</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>系統</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>made</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>most telling lane</source>
        <translation>最も注目すべきレーン</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>next in</source>
        <translation>次回まで</translation>
    </message>
    <message>
        <source>next record</source>
        <translation>次のレコード</translation>
    </message>
    <message>
        <source>Not known: how often it was tried to be written, when it was read, and what happened before the batch in hand. Single records have no state of their own.</source>
        <translation>分からないこと: 書き込みを試みた回数、読み取られた時刻、処理中のバッチより前の出来事。レコードごとの状態は保持していません。</translation>
    </message>
    <message>
        <source>nothing to hand over</source>
        <translation>渡すものなし</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>現在 %1</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>number %1 of %2</source>
        <translation>%2 件中 %1 番</translation>
    </message>
    <message>
        <source>Number of a record in this shard, from 0.</source>
        <translation>このシャード内のレコード番号 (0 から)。</translation>
    </message>
    <message>
        <source>oldest that waits</source>
        <translation>最も古い待機</translation>
    </message>
    <message>
        <source>On: the numbers follow the run. Off: they stay as they were when asked for.</source>
        <translation>オン: 数値が実行に追従します。オフ: 開いた時点のまま止まります。</translation>
    </message>
    <message>
        <source>One record by its number.</source>
        <translation>番号で選んだ 1 件のレコード。</translation>
    </message>
    <message>
        <source>open</source>
        <translation>オープン</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>parents</source>
        <translation>親</translation>
    </message>
    <message>
        <source>Partition key</source>
        <translation>パーティションキー</translation>
    </message>
    <message>
        <source>partition key</source>
        <translation>パーティションキー</translation>
    </message>
    <message>
        <source>partly done</source>
        <translation>一部完了</translation>
    </message>
    <message>
        <source>parts to come</source>
        <translation>残りの部分</translation>
    </message>
    <message>
        <source>Poison</source>
        <translation>不良</translation>
    </message>
    <message>
        <source>poison</source>
        <translation>不良</translation>
    </message>
    <message>
        <source>polling, shares the read limits</source>
        <translation>ポーリング、読み取り上限を共有</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Random partition keys are drawn as hashes: this text is made up, and lands in the same shard.</source>
        <translation>ランダムなパーティションキーはハッシュとして抽選されます。この文字列は同じシャードに入るように作ったものです。</translation>
    </message>
    <message>
        <source>Range, lineage, counts and limits of the shard.</source>
        <translation>シャードの範囲、系統、件数、上限。</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>読み取り側</translation>
    </message>
    <message>
        <source>read, waits in the buffer</source>
        <translation>読み取り済み、バッファーで待機</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>読み取り中</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>読み取り</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>Record number</source>
        <translation>レコード番号</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>records</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>Records (numbers)</source>
        <translation>レコード (番号)</translation>
    </message>
    <message>
        <source>records done</source>
        <translation>完了レコード</translation>
    </message>
    <message>
        <source>Records of the batch</source>
        <translation>バッチのレコード</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>refused reads</source>
        <translation>拒否された読み取り</translation>
    </message>
    <message>
        <source>refused writes</source>
        <translation>拒否された書き込み</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>retention</source>
        <translation>保持期間</translation>
    </message>
    <message>
        <source>Save as...</source>
        <translation>名前を付けて保存...</translation>
    </message>
    <message>
        <source>Saves the whole event as a file, to test a function of your own with.</source>
        <translation>イベント全体をファイルに保存します。自分の関数のテストに使えます。</translation>
    </message>
    <message>
        <source>Sequence number</source>
        <translation>シーケンス番号</translation>
    </message>
    <message>
        <source>sequence number</source>
        <translation>シーケンス番号</translation>
    </message>
    <message>
        <source>Sequence numbers</source>
        <translation>シーケンス番号</translation>
    </message>
    <message>
        <source>set aside at %1</source>
        <translation>%1 に退避</translation>
    </message>
    <message>
        <source>Shard</source>
        <translation>シャード</translation>
    </message>
    <message>
        <source>shard</source>
        <translation>シャード</translation>
    </message>
    <message>
        <source>Shard %1 of %2</source>
        <translation>%2 のシャード %1</translation>
    </message>
    <message>
        <source>Shard, iterator, batch, event or record.</source>
        <translation>シャード、イテレーター、バッチ、イベント、レコードのいずれか。</translation>
    </message>
    <message>
        <source>share of all</source>
        <translation>全体に占める割合</translation>
    </message>
    <message>
        <source>size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>still to be read</source>
        <translation>未読</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>taken in</source>
        <translation>受け入れ</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>取り出し</translation>
    </message>
    <message>
        <source>The data of each record as the function gets it.</source>
        <translation>各レコードのデータを関数が受け取るまま表示します。</translation>
    </message>
    <message>
        <source>The data of each record as the JSON that is in it. Saved is always Base64.</source>
        <translation>各レコードのデータを中の JSON として表示します。保存は常に Base64 です。</translation>
    </message>
    <message>
        <source>The first %1 of %2 records are shown; copied and saved are all.</source>
        <translation>%2 レコードのうち最初の %1 件を表示しています。コピーと保存は全件です。</translation>
    </message>
    <message>
        <source>The JSON that the function is handed with this batch.</source>
        <translation>このバッチで関数に渡される JSON。</translation>
    </message>
    <message>
        <source>The records that the function has in hand, and their attempts so far.</source>
        <translation>関数が処理中のレコードと、これまでの試行。</translation>
    </message>
    <message>
        <source>the shard is read to its end</source>
        <translation>シャードは最後まで読み取り済み</translation>
    </message>
    <message>
        <source>There is no batch here, and no record waits for one.</source>
        <translation>ここにバッチはなく、待っているレコードもありません。</translation>
    </message>
    <message>
        <source>There is nothing here: no function reads this shard.</source>
        <translation>表示するものはありません。このシャードを読む関数がありません。</translation>
    </message>
    <message>
        <source>This record has not been written yet.</source>
        <translation>このレコードはまだ書き込まれていません。</translation>
    </message>
    <message>
        <source>This record is no longer kept: every reader is past it.</source>
        <translation>このレコードはもう保持されていません。すべての読み取り側が通過しました。</translation>
    </message>
    <message>
        <source>throttled</source>
        <translation>スロットル</translation>
    </message>
    <message>
        <source>throttled, waits for a free place</source>
        <translation>スロットル、空き待ち</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>タイムアウト</translation>
    </message>
    <message>
        <source>to</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>waiting behind it</source>
        <translation>後続の待機</translation>
    </message>
    <message>
        <source>waiting for it</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>waits for its parents</source>
        <translation>親の完了待ち</translation>
    </message>
    <message>
        <source>waits in the shard, not read yet</source>
        <translation>シャードで待機、未読</translation>
    </message>
    <message>
        <source>waits since</source>
        <translation>待機開始</translation>
    </message>
    <message>
        <source>waits until the parents are done</source>
        <translation>親の完了待ち</translation>
    </message>
    <message>
        <source>What is inspected</source>
        <translation>調べる対象</translation>
    </message>
    <message>
        <source>What is known. Ctrl+C copies the chosen lines.</source>
        <translation>分かっていること。Ctrl+C で選択した行をコピーします。</translation>
    </message>
    <message>
        <source>What the function is handed with this batch.</source>
        <translation>このバッチで関数に渡されるもの。</translation>
    </message>
    <message>
        <source>Where the function reads in this shard, and how.</source>
        <translation>関数がこのシャードのどこをどう読んでいるか。</translation>
    </message>
    <message>
        <source>Which lane of the parallelization factor is shown.</source>
        <translation>並列化係数のどのレーンを表示するか。</translation>
    </message>
    <message>
        <source>Whose iterator and batches are shown.</source>
        <translation>どの関数のイテレーターとバッチを表示するか。</translation>
    </message>
    <message>
        <source>window ends in</source>
        <translation>ウィンドウ終了まで</translation>
    </message>
    <message>
        <source>without a record</source>
        <translation>空の応答</translation>
    </message>
    <message>
        <source>Write limits, used up now</source>
        <translation>書き込み上限の現在の使用量</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>written</source>
        <translation>書き込み</translation>
    </message>
</context>
<context>
    <name>Phrase</name>
    <message>
        <source>one key</source>
        <translation>1 つのキー</translation>
    </message>
    <message>
        <source>Nothing has arrived yet.</source>
        <translation>まだ何も届いていません。</translation>
    </message>
    <message>
        <source>The shard keeps up: its iterator age is %1.</source>
        <translation>シャードは追いついています。イテレーター経過時間は %1。</translation>
    </message>
    <message>
        <source>All %1 shards keep up: the largest iterator age is %2.</source>
        <translation>%1 個のシャードはすべて追いついています。最大のイテレーター経過時間は %2。</translation>
    </message>
    <message>
        <source>Shard %1 takes %2 of all records, because key %3 is %4 of it: %5/s in, %6/s out, backlog %7/s.</source>
        <translation>シャード %1 に全体の %2 が集中。その %4 はキー %3。入 %5/秒、出 %6/秒、未処理は毎秒 %7 件。</translation>
    </message>
    <message>
        <source>The function is too slow for shard %1: %2/s in, %3/s out, backlog %4/s.</source>
        <translation>関数がシャード %1 に追いつけません。入 %2/秒、出 %3/秒、未処理は毎秒 %4 件。</translation>
    </message>
    <message>
        <source>Shard %1 is at its write limit: %2/s are written, %3 records were rejected.</source>
        <translation>シャード %1 は書込み上限です。書込み %2/秒、拒否 %3 件。</translation>
    </message>
    <message>
        <source>One record of shard %1 fails every time it is tried, and %2 records wait behind it.</source>
        <translation>シャード %1 の 1 件が毎回失敗し、その後ろで %2 件が待っています。</translation>
    </message>
    <message>
        <source>%1 records were done after a later record of the same key: the order per key is lost.</source>
        <translation>%1 件が同じキーの後のレコードより遅く処理され、キーごとの順序が失われました。</translation>
    </message>
    <message>
        <source>Shard %1 is closed for writing and still has %2 records to read. Its children wait, so that no key is read out of order.</source>
        <translation>シャード %1 は書込みを終え、未処理が %2 件残っています。キーの順序を守るため、子シャードは待っています。</translation>
    </message>
    <message>
        <source>Shard %1 has lost %2 records: they passed the retention before they were read.</source>
        <translation>シャード %1 で %2 件が失われました。読まれる前に保持期間を過ぎたためです。</translation>
    </message>
    <message>
        <source>Shard %1 loses its first records in %2: by then they pass the retention unread.</source>
        <translation>シャード %1 は %2 後に最初のレコードを失います。読まれないまま保持期間を過ぎるためです。</translation>
    </message>
    <message>
        <source>Shard %1 is catching up: %2/s in, %3/s out, done in about %4.</source>
        <translation>シャード %1 は追いつきつつあります。入 %2/秒、出 %3/秒、あと約 %4。</translation>
    </message>
    <message>
        <source>Shard %1 is catching up: %2/s in, %3/s out.</source>
        <translation>シャード %1 は追いつきつつあります。入 %2/秒、出 %3/秒。</translation>
    </message>
    <message>
        <source>Shard %1 is hot: one key is %2 of its traffic</source>
        <translation>シャード %1 に集中: 1 つのキーが %2</translation>
    </message>
    <message>
        <source>The function cannot keep up with shard %1</source>
        <translation>関数がシャード %1 に追いつけません</translation>
    </message>
    <message>
        <source>Shard %1 rejects records at its write limit</source>
        <translation>シャード %1 が書込み上限で拒否しています</translation>
    </message>
    <message>
        <source>One record blocks shard %1</source>
        <translation>1 件のレコードがシャード %1 を止めています</translation>
    </message>
    <message>
        <source>%1 records out of order</source>
        <translation>%1 件の順序が入れ替わりました</translation>
    </message>
    <message>
        <source>Children wait for shard %1</source>
        <translation>子シャードがシャード %1 を待っています</translation>
    </message>
    <message>
        <source>%1 records are lost</source>
        <translation>%1 件が失われました</translation>
    </message>
    <message>
        <source>Shard %1 will lose records in %2</source>
        <translation>シャード %1 は %2 後にレコードを失います</translation>
    </message>
    <message>
        <source>Shard %1 is catching up</source>
        <translation>シャード %1 は追いつきつつあります</translation>
    </message>
    <message>
        <source>Everything keeps up</source>
        <translation>すべて追いついています</translation>
    </message>
    <message>
        <source>%1 sends %2 of %3 records/s; its function reads %4/s.</source>
        <translation>毎秒 %3 件のうち %2 件が %1。関数が読めるのは毎秒 %4 件。</translation>
    </message>
    <message>
        <source>%1/s come in, %2/s are read; %3 wait.</source>
        <translation>入 %1/秒、読取り %2/秒、未処理 %3 件。</translation>
    </message>
    <message>
        <source>%1/s are written; %2 records were rejected.</source>
        <translation>書込み %1/秒、拒否 %2 件。</translation>
    </message>
    <message>
        <source>%1 records wait behind it, %2/s more.</source>
        <translation>後ろに %1 件、毎秒 %2 件。</translation>
    </message>
    <message>
        <source>They were done after a later record of the same key.</source>
        <translation>同じキーの後のレコードより遅く処理されました。</translation>
    </message>
    <message>
        <source>Shard %1 drains at %2/s: %3 to go.</source>
        <translation>シャード %1 は毎秒 %2 件で読み切り中。残り %3。</translation>
    </message>
    <message>
        <source>Shard %1 still has %2 records to read.</source>
        <translation>シャード %1 の未処理は残り %2 件。</translation>
    </message>
    <message>
        <source>%1 records wait; %2/s in, %3/s out.</source>
        <translation>未処理 %1 件、入 %2/秒、出 %3/秒。</translation>
    </message>
    <message>
        <source>%1 records wait, %2/s.</source>
        <translation>未処理 %1 件、毎秒 %2 件。</translation>
    </message>
    <message>
        <source>More shards help only until the key stands alone. A finer key or a salted key helps for good.</source>
        <translation>シャードを増やす効果は、そのキーだけになるまでです。根本的にはキーを細かくするか分割します。</translation>
    </message>
    <message>
        <source>More shards do not help: one key has one hash. Salt the key, or choose a finer one.</source>
        <translation>シャードを増やしても効きません。1 つのキーのハッシュは 1 つです。キーを分割するか、細かいキーを選びます。</translation>
    </message>
    <message>
        <source>More shards, larger batches or a faster function help.</source>
        <translation>シャードを増やす、バッチを大きくする、関数を速くすると改善します。</translation>
    </message>
    <message>
        <source>Make the function faster, or let it work on several batches of a shard at once.</source>
        <translation>関数を速くするか、シャード内で複数のバッチを並列に処理します。</translation>
    </message>
    <message>
        <source>More shards raise the limit.</source>
        <translation>シャードを増やすと上限が上がります。</translation>
    </message>
    <message>
        <source>More shards do not help: the key stays in one shard. Spread the key.</source>
        <translation>シャードを増やしても効きません。キーは 1 つのシャードに留まります。キーを分散させます。</translation>
    </message>
    <message>
        <source>Limit the retries, halve the failed batches, and send what is left to dead letters.</source>
        <translation>再試行の回数を限り、失敗したバッチを半分に分け、残りをデッドレターへ送ります。</translation>
    </message>
    <message>
        <source>Keep the records of one key in one shard and in one batch at a time.</source>
        <translation>同じキーのレコードは 1 つのシャード、一度に 1 つのバッチで処理します。</translation>
    </message>
    <message>
        <source>Nothing to do: this keeps the order. A smaller backlog before the cut makes it shorter.</source>
        <translation>対処は不要です。順序を守るための待機です。分割前の未処理が少ないほど短くなります。</translation>
    </message>
    <message>
        <source>Read faster, or keep the records longer.</source>
        <translation>読取りを速くするか、保持期間を延ばします。</translation>
    </message>
    <message>
        <source>Nothing to do: more is read than comes in.</source>
        <translation>対処は不要です。入るより多く読んでいます。</translation>
    </message>
    <message>
        <source>Nothing to do. Try more load, or a hotter key.</source>
        <translation>対処は不要です。負荷を増やすか、キーの偏りを強めてみてください。</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分</translation>
    </message>
    <message>
        <source>h</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>d</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Press play</source>
        <translation>再生を押してください</translation>
    </message>
    <message>
        <source>Press play.</source>
        <translation>再生を押してください。</translation>
    </message>
    <message>
        <source>Shard %1 takes %2 of all records, because key %3 is %4 of it. It waits for its parent: %5/s in, none read yet.</source>
        <translation>シャード %1 に全体の %2 が集中。その %4 はキー %3。親シャードを待っているため、入 %5/秒、まだ読まれていません。</translation>
    </message>
    <message>
        <source>%1 sends %2 of %3 records/s; the shard waits for its parent.</source>
        <translation>毎秒 %3 件のうち %2 件が %1。シャードは親を待っています。</translation>
    </message>
    <message>
        <source>The function</source>
        <translation>関数</translation>
    </message>
    <message>
        <source>%1 calls/s</source>
        <translation>%1 回/秒</translation>
    </message>
    <message>
        <source>%5 is too slow for shard %1: %2/s in, %3/s out, backlog %4/s.</source>
        <translation>%5 はシャード %1 に対して遅すぎます。流入 %2/秒、処理 %3/秒、未処理 %4/秒。</translation>
    </message>
    <message>
        <source>%1 is throttled: %2 invocations/s find no concurrency, and %3 shards fall behind.</source>
        <translation>%1 が抑制されています。毎秒 %2 回の呼び出しに同時実行数の空きがなく、%3 個のシャードが遅れています。</translation>
    </message>
    <message>
        <source>%1 is throttled: only %2 may run at a time, %3 invocations/s are refused, and %4 shards fall behind.</source>
        <translation>%1 が抑制されています。同時に動けるのは %2 つだけで、毎秒 %3 回の呼び出しが拒否され、%4 個のシャードが遅れています。</translation>
    </message>
    <message>
        <source>%1 functions poll shard %2 and share its read limit of %3: %4 reads/s are refused, and all of them wait.</source>
        <translation>%1 個の関数がシャード %2 をポーリングし、読取り上限 %3 を分け合っています。毎秒 %4 回の読取りが拒否され、全員が待っています。</translation>
    </message>
    <message>
        <source>%1 is switched off: %2 records wait for it until they pass the retention.</source>
        <translation>%1 は停止中です。%2 件が保持期間を過ぎるまで待っています。</translation>
    </message>
    <message>
        <source>%1 shards have lost %2 records, most of them shard %3: they passed the retention before they were read.</source>
        <translation>%1 個のシャードで %2 件が失われました (最多はシャード %3)。読まれる前に保持期間を過ぎました。</translation>
    </message>
    <message>
        <source>%5 is catching up in shard %1: %2/s in, %3/s out, done in about %4.</source>
        <translation>%5 がシャード %1 で追い上げ中です。流入 %2/秒、処理 %3/秒、約 %4 で追いつきます。</translation>
    </message>
    <message>
        <source>%4 is catching up in shard %1: %2/s in, %3/s out.</source>
        <translation>%4 がシャード %1 で追い上げ中です。流入 %2/秒、処理 %3/秒。</translation>
    </message>
    <message>
        <source>%1 cannot keep up with shard %2</source>
        <translation>%1 がシャード %2 に追いつけません</translation>
    </message>
    <message>
        <source>%1 is throttled</source>
        <translation>%1 が抑制されています</translation>
    </message>
    <message>
        <source>%1 is throttled: %2 at a time</source>
        <translation>%1 が抑制中: 同時に %2 つまで</translation>
    </message>
    <message>
        <source>%1 functions share one read limit</source>
        <translation>%1 個の関数が 1 つの読取り上限を共有</translation>
    </message>
    <message>
        <source>%1 is switched off</source>
        <translation>%1 は停止中</translation>
    </message>
    <message>
        <source>%1 is catching up in shard %2</source>
        <translation>%1 がシャード %2 で追い上げ中</translation>
    </message>
    <message>
        <source>%1 invocations/s are refused; %2/s come in, %3/s are done.</source>
        <translation>毎秒 %1 回の呼び出しが拒否。流入 %2/秒、処理 %3/秒。</translation>
    </message>
    <message>
        <source>%1 reads/s are refused: a shard answers %2.</source>
        <translation>毎秒 %1 回の読取りが拒否。シャードが応じるのは %2。</translation>
    </message>
    <message>
        <source>They want %1, a shard gives %2; %3 reads/s are refused.</source>
        <translation>必要なのは %1、シャードが出せるのは %2。毎秒 %3 回の読取りが拒否。</translation>
    </message>
    <message>
        <source>%1 records wait, %2/s more.</source>
        <translation>%1 件が待ち、毎秒 %2 件増えています。</translation>
    </message>
    <message>
        <source>Raise its concurrency; a faster function or fewer shards need less of it.</source>
        <translation>同時実行数を増やしてください。関数を速くするか、シャードを減らせば必要な数も減ります。</translation>
    </message>
    <message>
        <source>Enhanced fan-out gives each function 2 MiB/s a shard of its own. Smaller records, fewer functions or more shards help, too.</source>
        <translation>拡張ファンアウトなら、関数ごとに各シャードで 2 MiB/s を専有できます。レコードを小さくする、関数を減らす、シャードを増やすのも有効です。</translation>
    </message>
    <message>
        <source>Switch it on before the records expire.</source>
        <translation>レコードの期限が切れる前に有効にしてください。</translation>
    </message>
    <message>
        <source>%1 has lost %2 of %3 lines: each PUT replaces the whole object.</source>
        <translation>%1 は %3 行のうち %2 行を失った。PUT はオブジェクト全体を置き換える。</translation>
    </message>
    <message>
        <source>%1 events wait in the queue of %2 for concurrency, the oldest for %3.</source>
        <translation>%2 のキューで %1 件が同時実行数の空きを待っている。最も古いものは %3。</translation>
    </message>
    <message>
        <source>%1 may run %2 times at once: %3 events wait in its queue, the oldest for %4.</source>
        <translation>%1 は同時に %2 まで: キューで %3 件が待っている。最も古いものは %4。</translation>
    </message>
    <message>
        <source>%1 events have failed in %2 and wait to be tried again: after 1 min, then after 2.</source>
        <translation>%2 で失敗した %1 件が再試行を待っている: 1 分後、次に 2 分後。</translation>
    </message>
    <message>
        <source>%1 has given up %2 events: they stand in its dead-letter queue.</source>
        <translation>%1 は %2 件を破棄した。デッドレターキューに残っている。</translation>
    </message>
    <message>
        <source>%1 has given up %2 events: nothing keeps them.</source>
        <translation>%1 は %2 件を破棄した。どこにも残っていない。</translation>
    </message>
    <message>
        <source>%1 has %2 records to do: the next one to come waits for %3.</source>
        <translation>%1 には %2 件が残っている。次に来るものは %3 待つ。</translation>
    </message>
    <message>
        <source>%1 lines are lost</source>
        <translation>%1 行が失われた</translation>
    </message>
    <message>
        <source>%1 events wait for concurrency</source>
        <translation>%1 件が同時実行数の空き待ち</translation>
    </message>
    <message>
        <source>%1 events failed and are tried again</source>
        <translation>%1 件が失敗し、再試行待ち</translation>
    </message>
    <message>
        <source>%1 events were given up</source>
        <translation>%1 件が破棄された</translation>
    </message>
    <message>
        <source>%1 has a long queue</source>
        <translation>%1 のキューが長い</translation>
    </message>
    <message>
        <source>%1 to stale reads, %2 to other writers; %3 lines were written.</source>
        <translation>古い読み取りで %1 行、他の書き手で %2 行。書いたのは %3 行。</translation>
    </message>
    <message>
        <source>%1/s come in, %2/s are done, %3 invocations/s are throttled.</source>
        <translation>毎秒 %1 件が入り、%2 件が完了、%3 回の実行がスロットリング。</translation>
    </message>
    <message>
        <source>%1 invocations have failed; %2/s come in, %3/s are done.</source>
        <translation>%1 回の実行が失敗。毎秒 %2 件が入り、%3 件が完了。</translation>
    </message>
    <message>
        <source>%1 had no try left, %2 were too old.</source>
        <translation>%1 件は試行回数切れ、%2 件は期限切れ。</translation>
    </message>
    <message>
        <source>One server does %1/s.</source>
        <translation>1 台のサーバーは毎秒 %1 件を処理する。</translation>
    </message>
    <message>
        <source>Write each batch to an object of its own. Conditional writes keep other writers' lines, too.</source>
        <translation>バッチごとに別のオブジェクトに書く。条件付き書き込みでも他の書き手の行は守られる。</translation>
    </message>
    <message>
        <source>Nothing is lost for six hours. More concurrency or a faster function helps.</source>
        <translation>6 時間は何も失われない。同時実行数を増やすか、関数を速くする。</translation>
    </message>
    <message>
        <source>Repair the function before their last try.</source>
        <translation>最後の試行までに関数を直す。</translation>
    </message>
    <message>
        <source>Send them again from the dead-letter queue once the function works.</source>
        <translation>関数が直ったら、デッドレターキューから送り直す。</translation>
    </message>
    <message>
        <source>Give the function an on-failure destination.</source>
        <translation>関数に失敗時の送信先を設定する。</translation>
    </message>
    <message>
        <source>A faster service, or fewer records.</source>
        <translation>処理を速くするか、レコードを減らす。</translation>
    </message>
    <message>
        <source>%1 keeps up: a record is done after %2 on the average.</source>
        <translation>%1 は追いついている。レコードは平均 %2 で完了する。</translation>
    </message>
    <message>
        <source>%1 keeps up: %2 invocations at a time, and no event waits long.</source>
        <translation>%1 は追いついている。同時に %2 回実行中で、長く待つイベントはない。</translation>
    </message>
</context>
<context>
    <name>hotshard::app::ChartFiles</name>
    <message>
        <source>Export %1</source>
        <translation>%1 の書き出し</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Export all charts</source>
        <translation>すべてのグラフの書き出し</translation>
    </message>
    <message>
        <source>%1 files were written to %2.</source>
        <translation>%1 個のファイルを %2 に書き込みました。</translation>
    </message>
    <message>
        <source>Show in file</source>
        <translation>ファイルで表示</translation>
    </message>
    <message>
        <source>No program of this system opens %1.</source>
        <translation>%1 を開けるプログラムがありません。</translation>
    </message>
</context>
<context>
    <name>hotshard::app::Foldable</name>
    <message>
        <source>Unfolds: %1</source>
        <translation>開く: %1</translation>
    </message>
</context>
<context>
    <name>hotshard::app::InspectorGuide</name>
    <message>
        <source>%1 was not written: %2</source>
        <translation>%1 を書き込めませんでした: %2</translation>
    </message>
    <message>
        <source>Save the event</source>
        <translation>イベントの保存</translation>
    </message>
</context>
<context>
    <name>hotshard::app::LoadingStrip</name>
    <message>
        <source>Reading %1</source>
        <translation>%1 を読み込み中</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>読み込みを中止</translation>
    </message>
    <message>
        <source>Gives up reading; what is open stays.</source>
        <translation>読み込みをやめます。開いているものはそのままです。</translation>
    </message>
</context>
<context>
    <name>hotshard::app::MainWindow</name>
    <message>
        <source>Open a scenario or a log</source>
        <translation>シナリオまたはログを開く</translation>
    </message>
    <message>
        <source>Scenarios and logs (*.json *.jsonl *.ndjson *.log *.csv *.txt);;All files (*)</source>
        <translation>シナリオとログ (*.json *.jsonl *.ndjson *.log *.csv *.txt);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>About Hotshard</source>
        <translation>Hotshard について</translation>
    </message>
    <message>
        <source>A desktop laboratory for event streams.&lt;br&gt;&lt;br&gt;Hotshard is free software: you may redistribute and change it under the terms of the GNU General Public License, version 3 or any later version (GPL-3.0-or-later). It comes without any warranty.&lt;br&gt;&lt;br&gt;It uses Qt and Qt Charts.</source>
        <translation>イベントストリームのデスクトップ実験室。&lt;br&gt;&lt;br&gt;Hotshard は自由ソフトウェアです。GNU General Public License バージョン 3 またはそれ以降 (GPL-3.0-or-later) の条件で再配布と改変ができます。いかなる保証もありません。&lt;br&gt;&lt;br&gt;Qt と Qt Charts を使用しています。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Slider: arrows one step, Page ten, Home and End its ends; type a value such as 1.5k/s.&lt;br&gt;Chart: arrows move the cursor, Page zooms, Home is live, the menu key exports.&lt;br&gt;Floor: arrows choose a lane, Enter pins and inspects it, Esc closes the inspector.</source>
        <translation>スライダー: 矢印で 1 段、Page で 10 段、Home と End で両端。1.5k/s のように入力もできます。&lt;br&gt;グラフ: 矢印でカーソル、Page で拡大縮小、Home でライブ、メニューキーで書き出し。&lt;br&gt;フロア: 矢印でレーンを選び、Enter で固定して調べ、Esc でインスペクターを閉じます。</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>シード %1</translation>
    </message>
</context>
<context>
    <name>hotshard::app::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Scenarios</source>
        <translation>シナリオ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>書き出し(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>言語(&amp;A)</translation>
    </message>
    <message>
        <source>Charts in the &amp;strip</source>
        <translation>並べるグラフ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>実行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Shows this chart in the strip; it has four places.</source>
        <translation>このグラフを並べます。4 つまで表示できます。</translation>
    </message>
</context>
<context>
    <name>hotshard::app::ProblemCard</name>
    <message>
        <source>Line %1</source>
        <translation>%1 行目</translation>
    </message>
    <message>
        <source>Expected: %1</source>
        <translation>期待される値: %1</translation>
    </message>
    <message>
        <source>Nearest valid name: %1</source>
        <translation>近い名前: %1</translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation>%1 を開けません</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2 problems</source>
        <translation>%1 を開けません: 問題 %2 件</translation>
    </message>
    <message>
        <source>Show in file</source>
        <translation>ファイルで表示</translation>
    </message>
    <message>
        <source>Opens the file with the program of your system.</source>
        <translation>システムのプログラムでファイルを開きます。</translation>
    </message>
    <message>
        <source>Open another</source>
        <translation>別のファイルを開く</translation>
    </message>
    <message>
        <source>Chooses another file.</source>
        <translation>別のファイルを選びます。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Returns to what was open.</source>
        <translation>開いていたものに戻ります。</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Everything that is wrong with the file.</source>
        <translation>ファイルの問題の一覧。</translation>
    </message>
</context>
<context>
    <name>hotshard::app::SpeedControl</name>
    <message>
        <source>Expected a speed from 1 to 10,000, such as 60</source>
        <translation>1 〜 10,000 の速度を入力してください (例: 60)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Simulated seconds per second. This machine reaches about %1.</source>
        <translation>1 秒あたりのシミュレーション秒数。この環境では約 %1 です。</translation>
    </message>
    <message>
        <source>Simulated seconds per second, 1 to 10,000. Keys: + and -.</source>
        <translation>1 秒あたりのシミュレーション秒数 (1 〜 10,000)。キー: + と -。</translation>
    </message>
    <message>
        <source>Speed, slider</source>
        <translation>速度、スライダー</translation>
    </message>
    <message>
        <source>Speed, value</source>
        <translation>速度、値</translation>
    </message>
</context>
<context>
    <name>hotshard::app::ToolStrip</name>
    <message>
        <source>Scenarios</source>
        <translation>シナリオ</translation>
    </message>
    <message>
        <source>The scenarios that come with the program.</source>
        <translation>付属のシナリオ。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Charts as files.</source>
        <translation>グラフをファイルに。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Keys, version, licence.</source>
        <translation>キー、バージョン、ライセンス。</translation>
    </message>
</context>
<context>
    <name>hotshard::views::AlarmCard</name>
    <message>
        <source>no value</source>
        <translation>値なし</translation>
    </message>
    <message>
        <source>Alarm %1: %2</source>
        <translation>アラーム %1: %2</translation>
    </message>
</context>
<context>
    <name>hotshard::views::AlarmPanel</name>
    <message>
        <source>Alarms</source>
        <translation>アラーム</translation>
    </message>
    <message>
        <source>%1 of %2 in ALARM</source>
        <translation>%2 件中 %1 件が発生中</translation>
    </message>
</context>
<context>
    <name>hotshard::views::AnswerButton</name>
    <message>
        <source>Answer %1</source>
        <translation>選択肢 %1</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正解</translation>
    </message>
    <message>
        <source>your guess</source>
        <translation>あなたの予想</translation>
    </message>
</context>
<context>
    <name>hotshard::views::BacklogChart</name>
    <message>
        <source>%1: %2 in all</source>
        <translation>%1: 合計 %2</translation>
    </message>
    <message>
        <source>Backlog</source>
        <translation>未処理</translation>
    </message>
    <message>
        <source>records, by shard</source>
        <translation>件、シャード別</translation>
    </message>
    <message>
        <source>shard %1</source>
        <translation>シャード %1</translation>
    </message>
    <message>
        <source>others</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>%1 records waiting</source>
        <translation>未処理 %1 件</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Event age</source>
        <translation>イベントの経過時間</translation>
    </message>
    <message>
        <source>s, of invoked events</source>
        <translation>秒、実行されたイベント</translation>
    </message>
    <message>
        <source>no shards in this run</source>
        <translation>この実行にシャードはない</translation>
    </message>
    <message>
        <source>oldest</source>
        <translation>最も古い</translation>
    </message>
    <message>
        <source>oldest event %1</source>
        <translation>最も古いイベント %1</translation>
    </message>
</context>
<context>
    <name>hotshard::views::ChartCard</name>
    <message>
        <source>%1. Drag to zoom, double-click to return to live, right-click to export.</source>
        <translation>%1。ドラッグで拡大、ダブルクリックでライブに戻る、右クリックで書き出し。</translation>
    </message>
    <message>
        <source>starts at %1</source>
        <translation>%1 から表示</translation>
    </message>
    <message>
        <source>Export as &amp;PNG...</source>
        <translation>PNG で書き出す(&amp;P)...</translation>
    </message>
    <message>
        <source>Export as &amp;SVG...</source>
        <translation>SVG で書き出す(&amp;S)...</translation>
    </message>
    <message>
        <source>Export as P&amp;DF...</source>
        <translation>PDF で書き出す(&amp;D)...</translation>
    </message>
    <message>
        <source>Export data as &amp;CSV...</source>
        <translation>データを CSV で書き出す(&amp;C)...</translation>
    </message>
    <message>
        <source>&amp;Copy as figure</source>
        <translation>図としてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Back to &amp;live</source>
        <translation>ライブに戻る(&amp;L)</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>ライブに戻る</translation>
    </message>
    <message>
        <source>%1: back to live</source>
        <translation>%1: ライブに戻る</translation>
    </message>
    <message>
        <source>This chart shows a part of the past. Lets the charts follow the run again.</source>
        <translation>このグラフは過去の一部を表示しています。グラフを再び実行に追従させます。</translation>
    </message>
    <message>
        <source>No preview for a recorded log: let go to see</source>
        <translation>記録されたログにはプレビューなし: 手を離すと結果がわかる</translation>
    </message>
    <message>
        <source>No preview: no function reads a producer&apos;s stream</source>
        <translation>プレビューなし: プロデューサーのストリームを読む関数がない</translation>
    </message>
    <message>
        <source>No preview with poison records: let go to see</source>
        <translation>不良レコードがあるためプレビューなし: 手を離すと結果がわかる</translation>
    </message>
    <message>
        <source>No preview for an on-demand stream: let go to see</source>
        <translation>オンデマンドのストリームのためプレビューなし: 手を離すと結果がわかる</translation>
    </message>
    <message>
        <source>No preview for so many partition keys: let go to see</source>
        <translation>パーティションキーが多すぎるためプレビューなし: 手を離すと結果がわかる</translation>
    </message>
    <message>
        <source>No preview with this producer&apos;s options: let go to see</source>
        <translation>このプロデューサーの設定ではプレビューなし: 手を離すと結果がわかる</translation>
    </message>
    <message>
        <source>No preview with an alarm that changes a setting: let go to see</source>
        <translation>設定を変えるアラームがあるためプレビューなし: 手を離すと結果がわかる</translation>
    </message>
    <message>
        <source>No preview with this function&apos;s options: let go to see</source>
        <translation>この関数の設定ではプレビューなし: 手を離すと結果がわかる</translation>
    </message>
    <message>
        <source>No preview where records expire during retries: let go to see</source>
        <translation>再試行中に保持期限が切れるためプレビューなし: 手を離すと結果がわかる</translation>
    </message>
    <message>
        <source>No preview: the run is over</source>
        <translation>プレビューなし: 実行は終わっている</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Preview, dashed: how it would go on. At %1: %2.</source>
        <translation>プレビュー(破線): このあとの予測。%1 の時点で %2。</translation>
    </message>
    <message>
        <source>The fainter line, without the change. At %1: %2.</source>
        <translation>薄い線は変更しない場合。%1 の時点で %2。</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>現状のまま</translation>
    </message>
    <message>
        <source>Computed per poll, not per record: exact in distribution, not in every record.</source>
        <translation>レコードごとではなくポーリングごとに計算: 分布は正確だが、個々のレコードまでは一致しない。</translation>
    </message>
    <message>
        <source>A write limit is reached: what it rejects is not tried again here.</source>
        <translation>書込み上限に達する: ここでは拒否されたレコードの再試行は含まない。</translation>
    </message>
</context>
<context>
    <name>hotshard::views::ChartRow</name>
    <message>
        <source>Charts</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Choose the chart to show.</source>
        <translation>表示するグラフを選びます。</translation>
    </message>
</context>
<context>
    <name>hotshard::views::DiagnosisPanel</name>
    <message>
        <source>Diagnosis</source>
        <translation>診断</translation>
    </message>
    <message>
        <source>1 finding</source>
        <translation>1 件</translation>
    </message>
    <message>
        <source>%1 findings</source>
        <translation>%1 件</translation>
    </message>
</context>
<context>
    <name>hotshard::views::FindingCard</name>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Marks the lane on the floor.</source>
        <translation>フロアのレーンに印を付けます。</translation>
    </message>
    <message>
        <source>Show on the floor</source>
        <translation>フロアで表示</translation>
    </message>
    <message>
        <source>Opens this finding.</source>
        <translation>この診断を開きます。</translation>
    </message>
    <message>
        <source>Open finding</source>
        <translation>診断を開く</translation>
    </message>
</context>
<context>
    <name>hotshard::views::KeyChart</name>
    <message>
        <source>Traffic by key</source>
        <translation>キー別の割合</translation>
    </message>
    <message>
        <source>% of records, last minute</source>
        <translation>%、直近 1 分</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>他 %1 個</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>キー %1 個</translation>
    </message>
    <message>
        <source>each about %1</source>
        <translation>それぞれ約 %1</translation>
    </message>
</context>
<context>
    <name>hotshard::views::ParameterChoice</name>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>on</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Back to %1, as the scenario has it.</source>
        <translation>シナリオの値 %1 に戻します。</translation>
    </message>
</context>
<context>
    <name>hotshard::views::ParameterPanel</name>
    <message>
        <source>Controls</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>変更 %1 件</translation>
    </message>
    <message>
        <source>This scenario has nothing to adjust.</source>
        <translation>このシナリオに調整できる項目はありません。</translation>
    </message>
</context>
<context>
    <name>hotshard::views::ParameterRow</name>
    <message>
        <source>Reset %1</source>
        <translation>%1 を元に戻す</translation>
    </message>
    <message>
        <source>Back to %1, as the scenario has it.</source>
        <translation>シナリオの値 %1 に戻します。</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>%1 〜 %2</translation>
    </message>
    <message>
        <source>In the real system: %1</source>
        <translation>実際のシステム: %1</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>hotshard::views::ParameterSlider</name>
    <message>
        <source>Expected something like %1</source>
        <translation>%1 のように入力してください</translation>
    </message>
    <message>
        <source>Expected a value %1, such as %2</source>
        <translation>%1 の値を入力してください (例: %2)</translation>
    </message>
    <message>
        <source>%1, value</source>
        <translation>%1、値</translation>
    </message>
    <message>
        <source>%1, slider</source>
        <translation>%1、スライダー</translation>
    </message>
    <message>
        <source>Expected a whole number %1, such as %2</source>
        <translation>整数で指定してください（%1、例: %2）</translation>
    </message>
</context>
<context>
    <name>hotshard::views::SeriesChart</name>
    <message>
        <source>1 min mean</source>
        <translation>1 分平均</translation>
    </message>
    <message>
        <source>%1: worst %2</source>
        <translation>%1: 最悪 %2</translation>
    </message>
    <message>
        <source>Iterator age</source>
        <translation>イテレーター経過時間</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流量</translation>
    </message>
    <message>
        <source>Function time</source>
        <translation>関数の処理時間</translation>
    </message>
    <message>
        <source>s, per shard</source>
        <translation>秒、シャード別</translation>
    </message>
    <message>
        <source>records/s</source>
        <translation>件/秒</translation>
    </message>
    <message>
        <source>ms, per invocation</source>
        <translation>ミリ秒、呼び出しごと</translation>
    </message>
    <message>
        <source>shard %1</source>
        <translation>シャード %1</translation>
    </message>
    <message>
        <source>others</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>in</source>
        <translation>入</translation>
    </message>
    <message>
        <source>out</source>
        <translation>出</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>reported</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真の値</translation>
    </message>
    <message>
        <source>alarm %1</source>
        <translation>警報 %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>上限 %1</translation>
    </message>
    <message>
        <source>out, mean of %1</source>
        <translation>出 (%1 個の平均)</translation>
    </message>
    <message>
        <source>throttles/s</source>
        <translation>スロットリング/秒</translation>
    </message>
    <message>
        <source>at a time</source>
        <translation>同時実行</translation>
    </message>
    <message>
        <source>Concurrency</source>
        <translation>同時実行数</translation>
    </message>
    <message>
        <source>invocations at a time, throttles/s</source>
        <translation>同時の実行数、スロットリング/秒</translation>
    </message>
    <message>
        <source>Event age</source>
        <translation>イベントの経過時間</translation>
    </message>
    <message>
        <source>s, of invoked events</source>
        <translation>秒、実行されたイベント</translation>
    </message>
    <message>
        <source>no shards in this run</source>
        <translation>この実行にシャードはない</translation>
    </message>
    <message>
        <source>oldest</source>
        <translation>最も古い</translation>
    </message>
    <message>
        <source>oldest event %1</source>
        <translation>最も古いイベント %1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
</context>
<context>
    <name>hotshard::views::StoryPanel</name>
    <message>
        <source>Story</source>
        <translation>ストーリー</translation>
    </message>
    <message>
        <source>This scenario tells no story. Move a slider and watch what happens.</source>
        <translation>このシナリオにストーリーはありません。スライダーを動かして様子を見てください。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>The step before.</source>
        <translation>前のステップ。</translation>
    </message>
    <message>
        <source>Previous step of the story</source>
        <translation>ストーリーの前のステップ</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>The next step, once its time has come.</source>
        <translation>時刻になると次のステップへ進めます。</translation>
    </message>
    <message>
        <source>Next step of the story</source>
        <translation>ストーリーの次のステップ</translation>
    </message>
</context>
<context>
    <name>hotshard::views::TimeBar</name>
    <message>
        <source>of %1 · simulated time</source>
        <translation>全体 %1</translation>
    </message>
    <message>
        <source>worst iterator age %1</source>
        <translation>最大イテレーター経過時間 %1</translation>
    </message>
    <message>
        <source>planned: %1</source>
        <translation>予定: %1</translation>
    </message>
    <message>
        <source>Time bar</source>
        <translation>タイムバー</translation>
    </message>
    <message>
        <source>The history of the worst iterator age. Diamonds are changes, hollow ones are planned.</source>
        <translation>最大イテレーター経過時間の履歴。ひし形は変更、白抜きは予定。</translation>
    </message>
    <message>
        <source>Event age</source>
        <translation>イベントの経過時間</translation>
    </message>
    <message>
        <source>s, of invoked events</source>
        <translation>秒、実行されたイベント</translation>
    </message>
    <message>
        <source>no shards in this run</source>
        <translation>この実行にシャードはない</translation>
    </message>
    <message>
        <source>oldest</source>
        <translation>最も古い</translation>
    </message>
    <message>
        <source>oldest event %1</source>
        <translation>最も古いイベント %1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>At the foot: a triangle is an alarm, a ring is OK, a square is too little data.</source>
        <translation>下端: 三角はアラーム、輪は OK、四角はデータ不足。</translation>
    </message>
</context>
<context>
    <name>hotshard::views::WindowChart</name>
    <message>
        <source>Window against truth</source>
        <translation>ウィンドウと真の値</translation>
    </message>
    <message>
        <source>records</source>
        <translation>件</translation>
    </message>
    <message>
        <source>records, %1</source>
        <translation>件、%1</translation>
    </message>
    <message>
        <source>this scenario has no window</source>
        <translation>このシナリオにウィンドウはありません</translation>
    </message>
    <message>
        <source>starts with the first window</source>
        <translation>最初のウィンドウから表示</translation>
    </message>
    <message>
        <source>reported</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真の値</translation>
    </message>
    <message>
        <source>newest window: %1 reported, %2 true</source>
        <translation>最新のウィンドウ: 報告 %1、真の値 %2</translation>
    </message>
</context>
</TS>
